'use strict';
// What the page does: hands files to the worker, and shows what comes back.

const part = (id) => document.getElementById(id);
const library = part('library').textContent;
const workerUrl = URL.createObjectURL(new Blob([part('worker').textContent], { type: 'text/javascript' }));

/** The file that was chosen: its name, its bytes, and the risks that were agreed to. */
let chosen = null;
/** What came of it. */
let result = null;
let worker = null;

// --- the worker ---

function startWorker() {
  worker = new Worker(workerUrl);
  worker.postMessage({ library });
  worker.onmessage = ({ data }) => {
    if (data.step) part('step').textContent = `${data.step} …`;
    else endWith(() => show(data));
  };
  worker.onerror = (event) => endWith(() => showFailure(`The page does not work in this browser: ${event.message}`));
}

function endWith(next) {
  part('working').hidden = true;
  part('step').textContent = '';
  next();
}

function stop(why) {
  worker.terminate();
  startWorker();
  endWith(() => {
    part('step').textContent = why;
  });
}

// --- from a file to its result ---

/** Nothing, after a word, if the file cannot be read. */
async function bytesOf(file) {
  part('answer').hidden = true;
  try {
    return await file.arrayBuffer();
  } catch (error) {
    showFailure(`${file.name} cannot be read: ${error.message}`);
    return null;
  }
}

async function choose(file) {
  part('result').hidden = true;
  part('failure').hidden = true;
  const bytes = await bytesOf(file);
  if (!bytes) return;
  chosen = { name: file.name, bytes, accept: new Set() };
  run();
}

/** Asks the worker for one thing; what it is about follows in `about`. */
function ask(question, about) {
  if (!part('working').hidden) stop('');
  part('failure').hidden = true;
  part('answer').hidden = true;
  part('working').hidden = false;
  part('step').textContent = 'Starting …';
  const windows = part('windows').value;
  const request = { path: chosen.name, accept: [...chosen.accept], ...(windows && { windows: Number(windows) }) };
  worker.postMessage({ question, bytes: chosen.bytes, request, about });
}

const run = () => ask('check');

function showFailure(message) {
  part('failure').textContent = message;
  part('failure').hidden = false;
}

// --- what came of it ---

function show({ answered, failure, result: came }) {
  if (failure && answered === 'check') part('result').hidden = true;
  if (failure) showFailure(failure);
  else if (answered === 'check') showResult(came);
  else showAnswer(came);
}

const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** As the command line names the place of an error. */
function textOf(error) {
  const place = [error.path, ...(error.line ? [error.line, ...(error.column ? [error.column] : [])] : [])].filter(Boolean);
  return [...(place.length > 0 ? [place.join(':')] : []), error.message].join(': ');
}

function equalBytes(one, other) {
  if (one.length !== other.length) return false;
  return one.every((byte, index) => byte === other[index]);
}

function showResult(came) {
  const report = JSON.parse(new TextDecoder().decode(came.json));
  const target = report.targets[0];
  const error = report.error ?? target.error;
  if (error) {
    part('result').hidden = true;
    showFailure(textOf(error));
    return;
  }
  result = { ...came, isFixed: came.fixed !== null && !equalBytes(came.fixed, new Uint8Array(chosen.bytes)) };
  const isFirst = part('result').hidden;
  part('result-title').textContent = chosen.name;
  part('summary').textContent = summaryOf(target.findings);
  const risks = risksOf(target.findings);
  showConsents(risks);
  part('save').disabled = !result.isFixed;
  part('save').textContent = result.isFixed ? 'Save the fixed file' : risks.size > 0 ? 'Nothing to fix without consent' : 'Nothing to fix';
  part('saved').textContent = '';
  part('report').srcdoc = new TextDecoder().decode(came.html);
  part('result').hidden = false;
  if (isFirst) part('result-title').focus();
}

function showAnswer(came) {
  const report = JSON.parse(new TextDecoder().decode(came.json));
  const error = report.error ?? report.logs?.[0].error;
  if (error) {
    showFailure(textOf(error));
    return;
  }
  part('answer').srcdoc = new TextDecoder().decode(came.html);
  part('answer').hidden = false;
  part('answer').scrollIntoView({ block: 'nearest' });
}

function summaryOf(findings) {
  if (findings.length === 0) return 'Nothing was found.';
  const counts = ['error', 'warning', 'note'].map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity]);
  const told = counts.filter(([count]) => count > 0).map(([count, severity]) => counted(count, severity));
  return `${told.join(', ')}. The report says where, why, and what to do.`;
}

/** The risks of all fixes, each once, with what is said of it. */
function risksOf(findings) {
  const risks = new Map();
  for (const { fix } of findings)
    for (const { id, message } of fix?.risks ?? []) risks.set(id, (risks.get(id) ?? new Set()).add(message));
  return risks;
}

function showConsents(risks) {
  const most = 5;
  part('consents').hidden = risks.size === 0;
  const focused = document.activeElement?.id;
  part('risks').replaceChildren(
    ...[...risks].map(([id, messages]) => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', id: `accept-${id}`, checked: chosen.accept.has(id) });
      box.dataset.risk = id;
      const label = Object.assign(document.createElement('label'), { htmlFor: box.id, textContent: id });
      const list = document.createElement('ul');
      const said = [...messages].slice(0, most);
      if (messages.size > most) said.push(`and ${messages.size - most} more, which the report lists`);
      list.append(...said.map((textContent) => Object.assign(document.createElement('li'), { textContent })));
      const row = Object.assign(document.createElement('div'), { className: 'risk' });
      row.append(box, label, list);
      return row;
    }),
  );
  if (focused?.startsWith('accept-')) part(focused)?.focus();
}

// --- what can be taken along ---

function save(bytes, name, type) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

part('save').addEventListener('click', () => {
  save(result.fixed, chosen.name, 'application/octet-stream');
  part('saved').textContent = 'Keep the original until the server runs with the fixed file: this page makes no backup.';
});
part('save-report').addEventListener('click', () => save(result.html, `${chosen.name}.html`, 'text/html'));
part('show-report').addEventListener('click', () => {
  open(URL.createObjectURL(new Blob([result.html], { type: 'text/html' })), '_blank', 'noopener');
});

// --- what can be done ---

part('file').addEventListener('change', ({ target }) => {
  if (target.files.length > 0) choose(target.files[0]);
  target.value = '';
});
part('windows').addEventListener('change', () => chosen && run());
part('stop').addEventListener('click', () => stop('Stopped.'));
part('consents').addEventListener('change', ({ target }) => {
  if (target.checked) chosen.accept.add(target.dataset.risk);
  else chosen.accept.delete(target.dataset.risk);
  run();
});
part('ask-request').addEventListener('submit', async (event) => {
  event.preventDefault();
  const [file] = part('certificate').files;
  const certificate = file && (await bytesOf(file));
  if (certificate !== null) ask('simulate', { url: part('url').value, certificate });
});
part('trace').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  const log = file && (await bytesOf(file));
  if (log) ask('freb', { log, name: file.name });
});
part('ask-trace').addEventListener('submit', (event) => event.preventDefault());
part('consents').addEventListener('submit', (event) => event.preventDefault());

// Dropped beside the field, a file would replace the page.
for (const kind of ['dragover', 'dragleave', 'drop'])
  addEventListener(kind, (event) => {
    event.preventDefault();
    part('drop').classList.toggle('over', kind === 'dragover');
    if (kind === 'drop' && event.dataTransfer.files.length > 0) choose(event.dataTransfer.files[0]);
  });

startWorker();
