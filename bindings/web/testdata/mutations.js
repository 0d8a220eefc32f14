// What the questions in mutations.cases are asked with.

// turns waits until observers have been told.
function turns() { return new Promise(function (resolve) { setTimeout(resolve) }) }

function name(n) { return n === null ? '-' : n.nodeType === 3 ? '"' + n.data + '"' : n.nodeName.toLowerCase() + (n.id ? '#' + n.id : '') }

// watch observes a div with options, and tells the records of what change does.
async function watch(options, change) {
  var d = document.createElement('div'), log = [];
  d.innerHTML = '<b id=x>t</b><i></i>';
  new MutationObserver(function (records) {
    records.forEach(function (r) {
      var text = r.type + ' ' + name(r.target);
      if (r.type === 'attributes') text += ' ' + r.attributeName;
      if (r.oldValue !== null) text += ' was ' + JSON.stringify(r.oldValue);
      if (r.type === 'childList') {
        text += ' +[' + Array.from(r.addedNodes).map(name) + '] -[' + Array.from(r.removedNodes).map(name) + '] ' +
          name(r.previousSibling) + ' ' + name(r.nextSibling);
      }
      log.push(text);
    });
    log.push('.');
  }).observe(d, options);
  await change(d);
  await turns();
  return log.join('; ');
}

// order returns what is logged until observers have been told.
async function order(act) {
  var log = [];
  act(log);
  await turns();
  return log.join(' ');
}
