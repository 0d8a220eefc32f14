package web_test
import ("testing";"os";"encoding/json";"strings")
func TestOracle(t *testing.T){
 b,_:=os.ReadFile("/tmp/web/want.json"); var l []struct{Expr,Want string}; json.Unmarshal(b,&l)
 p:=newPage(t)
 bad:=0
 for _,c:=range l {
  if err:=p.RunScript("x.js","0,"+"console.log('X',"+c.Expr+")"); err!=nil { t.Errorf("%s: %v",c.Expr,err); continue}
  got:=strings.TrimPrefix(p.lines[len(p.lines)-1],"X ")
  if got!=c.Want { bad++; t.Errorf("EXPR %s\nwant %s\ngot  %s",c.Expr,c.Want,got)}
 }
 t.Logf("%d of %d differ",bad,len(l))
}
