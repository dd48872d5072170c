// Says what failed and what was skipped, and ends like GoogleTest, whose sums scripts/test can count.
export default async function* report(events) {
  let passed = 0;
  const failed = [];
  const suites = new Set();
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') {
      if (data.nesting === 0) continue; // what holds all of them
      suites.add(data.name);
      yield `${type === 'test:pass' ? '[       OK ]' : '[  FAILED  ]'} ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
      continue;
    }
    if (data.skip !== undefined) {
      yield `skipped: ${data.name}: ${data.skip}\n`;
    } else if (type === 'test:pass') {
      passed += 1;
    } else {
      failed.push(data.name);
      const error = data.details.error?.cause ?? data.details.error;
      yield `[  FAILED  ] ${data.name}\n${error?.stack ?? error}\n`;
    }
  }
  yield `[==========] ${passed + failed.length} tests from ${suites.size} test suites ran.\n[  PASSED  ] ${passed} tests.\n`;
  if (failed.length > 0) yield [`[  FAILED  ] ${failed.length} tests, listed below:`, ...failed.map((name) => `[  FAILED  ] ${name}`), ''].join('\n');
}
