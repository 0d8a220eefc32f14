package websocketserver

// Members names everything that scripts find here, in the order of the tables:
// "websocketserver.start" of a server or of the constructor, and
// "websocketserver.Client.hSocket" of the objects around it.
func Members() []string {
	names := append([]string{"websocketserver"}, named("websocketserver.", statics())...)
	names = append(names, named("websocketserver.", serverMembers())...)
	names = append(names, named("websocketserver.httpServer.", httpMembers())...)
	names = append(names, named("websocketserver.Client.", clientMembers())...)
	names = append(names, named("websocketserver.Request.", requestMembers())...)
	names = append(names, named("websocketserver.Response.", responseMembers())...)
	for _, field := range messageFields {
		names = append(names, "websocketserver.Message."+field)
	}
	return names
}

func named[S any](prefix string, members []member[S]) []string {
	var names []string
	for _, m := range members {
		names = append(names, prefix+m.name)
	}
	return names
}
