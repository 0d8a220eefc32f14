// @notest   hands the results of testharness.js on
// Hands the results of testharness.js to the runner, which has left the function
// __report in the global scope.
(function (report) {
  'use strict';
  delete self.__report;
  setup({ output: false });
  add_completion_callback(function (tests, harness) {
    report(JSON.stringify({
      harness: { status: harness.status, message: harness.message, stack: harness.stack },
      tests: tests.map(function (test) {
        return { name: test.name, status: test.status, message: test.message, stack: test.stack };
      })
    }));
  });
})(self.__report);
