package system

// For tests of what real machines rarely show.
var AddressesOf = addressesOf
