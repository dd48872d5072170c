// The pages that are tested.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makePage, run } from './make.mjs';
import { root, work } from './places.mjs';

// The commands that print pages, a row each: how the command begins, and of what it prints a page ("all" configurations, the
// "examples" only, the "reports" of checking these, or a list of files). `options` are instead of those that an example or a case
// has. A command that is missing here fails a test.
export const commands = [
  { words: ['check'], of: 'all' },
  { words: ['diff'], of: 'examples' },
  { words: ['fix'], of: 'examples' },
  { words: ['plan', '--output', 'plan.json'], of: 'examples' },
  { words: ['simulate', '--all'], of: 'examples' },
  { words: ['simulate', '--url', 'https://localhost/', '--expect', 'nobody'], of: ['examples/sub-application/applicationHost.config'] },
  { words: ['effective', '--path', 'Client-Cert-Mapping-IIS-App/Sub-Application'], of: ['examples/sub-application/applicationHost.config'] },
  { words: ['freb'], of: ['tests/cli/trace-failing.xml', 'tests/cli/trace-mapped.xml', 'tests/cli/trace-windows.xml'] },
  { words: ['logs'], of: ['tests/fuzz/seeds/w3c.log', 'tests/fuzz/seeds/httperr.log'] },
  { words: ['report'], of: 'reports', options: [] },
];

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** `accept RISK` of a case's options is `--accept RISK` here. */
function optionsOf(file) {
  try {
    const lines = readFileSync(join(root, file.replace('.before.config', '.options.txt')), 'utf8').split('\n');
    return lines.flatMap((line) => (/^(accept|site|windows) /.test(line) ? `--${line}`.split(' ') : []));
  } catch {
    return [];
  }
}

/** Whether no file before says the same: some examples begin with the same configuration. */
function isNew(file, index, files) {
  const text = readFileSync(join(root, file), 'utf8');
  return !files.slice(0, index).some((other) => readFileSync(join(root, other), 'utf8') === text);
}

const examples = filesBelow('examples')
  .filter((file) => file.endsWith('.config'))
  .filter(isNew)
  .map((file) => ({ name: file.replace('examples/', ''), files: [file], options: ['--accept', 'all'], isTelling: true }));

/** A dozen cases of a rule to a page, those with the same options together; the first of each rule has one for itself. */
function pagesOfCases() {
  const groups = new Map();
  const seen = new Set();
  for (const file of filesBelow('transforms').filter((name) => name.endsWith('.before.config'))) {
    const rule = file.split('/')[1];
    const options = optionsOf(file);
    const isFirst = !seen.has(rule);
    seen.add(rule);
    const key = [rule, isFirst, ...options].join(' ');
    const pages = groups.get(key) ?? groups.set(key, []).get(key);
    if (!pages.length || pages.at(-1).files.length >= 12)
      pages.push({ name: `${key.replace(' true', ' (one case)').replace(' false', '')} ${pages.length + 1}`, files: [], options, isTelling: isFirst });
    pages.at(-1).files.push(file);
  }
  return [...groups.values()].flat();
}

const cases = pagesOfCases();

function inputsOf(row) {
  if (Array.isArray(row.of)) return row.of.map((file) => ({ name: file, files: [file], options: [], isTelling: true }));
  if (row.of === 'reports') return [{ name: 'of all examples', files: examples.map((example) => example.files[0]), options: [], isTelling: true }];
  return row.of === 'all' ? [...examples, ...cases] : examples;
}

/** `job` on each, a few at a time. */
export async function inTurn(items, job, atOnce = 4) {
  const rest = [...items.entries()];
  const results = new Array(items.length);
  const worker = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) results[next[0]] = await job(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** The reports of several hosts, each of which has one of these configurations. */
async function writeReports(configurations, folder, files) {
  const reports = configurations.map((file, index) => {
    files[index] = `host${index}.json`;
    return run(['check', '--format', 'json', file], root);
  });
  for (const [index, report] of (await Promise.all(reports)).entries()) writeFileSync(join(folder, files[index]), report);
}

async function pagesOf({ row, input }, number) {
  const folder = join(work, 'pages', String(number));
  mkdirSync(folder, { recursive: true });
  const isOneConfiguration = input.files.length === 1 && input.files[0].endsWith('.config');
  const files = input.files.map((file) => (isOneConfiguration ? 'applicationHost.config' : basename(file)));
  const options = row.options ?? input.options;
  if (row.of === 'reports') await writeReports(input.files, folder, files);
  else input.files.forEach((file, index) => cpSync(join(root, file), join(folder, files[index])));
  const page = await makePage(row.words, folder, options, files);
  return { ...page, name: `${row.words.join(' ')} ${input.name}`, folder, files, options, isTelling: input.isTelling, hasFindings: ['check', 'diff', 'fix'].includes(row.words[0]) };
}

rmSync(work, { recursive: true, force: true });
const wanted = commands.flatMap((row) => inputsOf(row).map((input) => ({ row, input })));

/** Every page: of all examples, and of all cases of all rules. */
export const pages = await inTurn(wanted, pagesOf);

/** Those of the examples, and of one case of each rule: for what would take too long with all. */
export const tellingPages = pages.filter((page) => page.isTelling);
