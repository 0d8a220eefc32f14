// Records in inspect.txt what Node prints for each expression in it:
//
//	node testdata/record.js
//
// Node 20 recorded the file. Expressions whose output differs from Node's on
// purpose stand in the Go tests instead.
'use strict'
const fs = require('fs')
const path = require('path')
const util = require('util')

const file = path.join(__dirname, 'inspect.txt')
const expressions = fs.readFileSync(file, 'utf8').split('\n').filter(line => line.startsWith('> '))
const evaluate = eval // indirectly: in the global scope, sloppy
fs.writeFileSync(file, expressions.map(line =>
  line + '\n' + util.format('', evaluate('(' + line.slice(2) + ')')).slice(1) + '\n').join('\n'))
