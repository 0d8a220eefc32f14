package app

// For the tests outside.
var (
	UserDataDir  = userDataDir
	ParseCatalog = parseCatalog
)

// NewMessages are messages by their lower-case names.
func NewMessages(messages map[string]string) *Messages {
	return &Messages{catalogs: []catalog{messages}}
}
