// Prints what Chromium answers to badinput.js, in an app of its own:
//
//	node testdata/record-badinput.js > testdata/badinput.txt
//
// It needs chromium in the path, or its file in the variable CHROMIUM.
'use strict';
const {spawn} = require('child_process'), fs = require('fs'), os = require('os'), path = require('path'), vm = require('vm');

const asked = fs.readFileSync(path.join(__dirname, 'badinput.js'), 'utf8');
const sources = vm.runInThisContext(asked + '; [...new Set(questions())]');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'badinput-')), app = path.join(folder, 'app');
fs.mkdirSync(app);
fs.mkdirSync(path.join(folder, 'profile'));
fs.writeFileSync(path.join(app, 'manifest.json'), JSON.stringify({manifest_version: 3, name: 'bad input', version: '1', app: {background: {scripts: ['main.js']}}}));
// An app may not evaluate texts, so each source is a function.
fs.writeFileSync(path.join(app, 'main.js'), `${asked}
const table = {${sources.map(source => JSON.stringify(source) + ': () => (' + source + ')').join(',\n')}};
setInterval(() => chrome.runtime.getPlatformInfo(() => {}), 3000); // or the page is suspended
ask(Object.keys(table), source => table[source](), text => console.log(text)).then(() => console.log('end'));
`);

const runner = path.join(__dirname, '../../../conformance/chromium/run.js');
const browser = spawn(process.execPath, [runner, process.env.CHROMIUM || 'chromium', path.join(folder, 'profile'), app], {stdio: ['pipe', 'pipe', 'inherit']});
let rest = '';
browser.stdout.on('data', data => {
  const lines = (rest + data).split('\n');
  rest = lines.pop();
  for (const {type, text} of lines.map(line => JSON.parse(line))) {
    if (type === 'failed' || type === 'gone') console.error(text);
    if (type === 'log' && text === 'end') browser.stdin.end();
    else if (type === 'log' && text.startsWith('> ')) console.log(text);
  }
});
browser.on('exit', () => fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
