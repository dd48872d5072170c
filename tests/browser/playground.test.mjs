// certlift.html says and writes what the program says and writes, and nothing leaves it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { graveViolations, loadAxe, withPage } from './browser.mjs';
import { answered, choose, ofProgram, outcome, playground, printed, put, settled, workerOf } from './playground.mjs';
import { root } from './places.mjs';

const example = readFileSync(join(root, 'examples/sub-application/applicationHost.config'));
const corpus = join(root, '../shared/corpus');

function filesBelow(folder, wanted) {
  const names = readdirSync(folder, { recursive: true }).sort();
  return names.map((name) => join(folder, name)).filter((path) => wanted(path) && statSync(path).isFile());
}

async function expectSame(page, file, options) {
  await choose(page, file.path);
  assert.deepEqual(await outcome(page), await ofProgram(file, options));
}

/** A configuration with a fix that widens access. */
const risky = readFileSync(join(root, 'transforms/misplaced-client-cert-mappings/cases/t21-sibling-asks-too-accepted.before.config'));

/** What went out; the worker's own text comes from the page. */
const requestsOf = (page) => page.requested.filter((url) => !url.startsWith('blob:'));

/** Sites without end, each with a location tag; the configuration of the example is the first. */
function largeConfiguration(size) {
  const text = example.toString();
  const site = (number) => `<site name="Site${number}" id="${number + 10}"><application path="/"><virtualDirectory path="/" physicalPath="C:\\sites\\${number}" /></application>
    <bindings><binding protocol="http" bindingInformation="*:80:site${number}.example" /></bindings></site>`;
  const location = (number) => `<location path="Site${number}"><system.webServer><defaultDocument enabled="true"><files><clear />
    ${'<add value="index.html" />\n'.repeat(20)}</files></defaultDocument></system.webServer></location>`;
  const numbers = Array.from({ length: Math.ceil(size / (site(1000).length + location(1000).length)) }, (_, number) => number + 1);
  return text.replace('</sites>', () => `${numbers.map(site).join('\n')}</sites>`).replace('</configuration>', () => `${numbers.map(location).join('\n')}</configuration>`);
}

function registerSame() {
  it('says and writes of each golden case what the program does', () =>
    withPage(playground, {}, async (page) => {
      const cases = filesBelow(join(root, 'transforms'), (path) => path.endsWith('.before.config'));
      assert.ok(cases.length >= 60);
      for (const path of cases) await expectSame(page, put(readFileSync(path)));
      assert.deepEqual([page.complaints, requestsOf(page)], [[], []]);
    }));

  it('says and writes of each file of the corpus what the program does', { skip: !existsSync(corpus) && 'there is no corpus' }, () =>
    withPage(playground, {}, async (page) => {
      const files = filesBelow(corpus, (path) => /\.(config|xml)$/.test(path));
      assert.ok(files.length > 50);
      for (const path of files) await expectSame(page, put(readFileSync(path)));
    }));

  it('keeps the encoding, the byte order mark and the line ends', () =>
    withPage(playground, {}, async (page) => {
      const text = example.toString().replace('encoding="UTF-8"', 'encoding="UTF-16"').replaceAll('\n', '\r\n');
      const file = put(Buffer.from(`\ufeff${text}`, 'utf16le'));
      await expectSame(page, file);
      const { fixed } = await outcome(page);
      assert.deepEqual([...fixed.subarray(0, 2)], [0xff, 0xfe]);
      assert.ok(fixed.toString('utf16le').includes('\r\n'));
    }));

  it('says of what is no configuration what the program says', () =>
    withPage(playground, {}, async (page) => {
      const broken = example.toString();
      for (const bytes of [broken.slice(0, 3000), broken.replace('</sites>', ''), 'hello', '', '<a/>', '\x00\x01\x02', Buffer.from([0xff, 0xfe, 0x00])])
        await expectSame(page, put(bytes));
      await expectSame(page, put(broken)); // and goes on working
    }));

  it('checks 100 MB and more', () =>
    withPage(playground, {}, async (page) => {
      const file = put(largeConfiguration(100 * 1024 * 1024));
      await page.locator('#file').setInputFiles(file.path);
      await settled(page, 120_000);
      const { fixed } = await ofProgram(file);
      const download = page.waitForEvent('download');
      await page.locator('#save').click();
      assert.ok(readFileSync(await (await download).path()).equals(fixed));
    }));
}

function registerUse() {
  it('fixes what was agreed to, and nothing else', () =>
    withPage(playground, {}, async (page) => {
      const file = put(risky);
      await choose(page, file.path);
      const without = await outcome(page);
      await page.locator('#accept-widens-access').check();
      await settled(page);
      const agreed = await outcome(page);
      assert.deepEqual(agreed, await ofProgram(file, ['--accept', 'widens-access']));
      assert.ok(!agreed.fixed.equals(without.fixed));
      await page.locator('#accept-widens-access').uncheck();
      await settled(page);
      assert.deepEqual(await outcome(page), without);
    }));

  it('takes a file that is dropped anywhere on it', () =>
    withPage(playground, {}, async (page) => {
      await page.evaluate((text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], 'applicationHost.config'));
        document.querySelector('footer').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }, example.toString());
      await settled(page);
      assert.deepEqual(await outcome(page), await ofProgram(put(example)));
    }));

  it('goes by the version of Windows that is chosen', () =>
    withPage(playground, {}, async (page) => {
      const file = put(example);
      await choose(page, file.path);
      await page.locator('#windows').selectOption('2022');
      await settled(page);
      assert.deepEqual(await outcome(page), await ofProgram(file, ['--windows', '2022']));
    }));

  it('predicts what IIS answers to a request, with a certificate and without one', () =>
    withPage(playground, {}, async (page) => {
      const file = put(example);
      const der = Buffer.from(example.toString().match(/certificate="([^"]+)"/)[1], 'base64');
      writeFileSync(join(file.folder, 'client1.cer'), der);
      await choose(page, file.path);
      const url = 'https://localhost/Sub-Application';
      const simulate = ['simulate', '--format', 'html', file.name, '--url', url];
      await page.locator('#url').fill(url);
      await page.locator('#url').press('Enter');
      assert.equal(await answered(page), await printed([...simulate, '--no-certificate'], file));
      await page.locator('#certificate').setInputFiles(join(file.folder, 'client1.cer'));
      await page.locator('#ask-request button').click();
      assert.equal(await answered(page), await printed([...simulate, '--certificate', 'client1.cer'], file));
      await page.locator('#url').fill('nowhere');
      await page.locator('#url').press('Enter');
      await page.locator('#failure').waitFor();
      assert.match((await outcome(page)).failure, /begins with https/);
      assert.ok(await page.locator('#result').isVisible());
    }));

  it('says what a trace log says, and which line is the reason', () =>
    withPage(playground, {}, async (page) => {
      const file = put(example);
      await choose(page, file.path);
      for (const name of ['trace-failing.xml', 'trace-windows.xml']) {
        writeFileSync(join(file.folder, name), readFileSync(join(root, 'tests/cli', name)));
        await page.locator('#trace').setInputFiles(join(file.folder, name));
        assert.equal(await answered(page), await printed(['freb', name, '--format', 'html', '--config', file.name], file));
      }
    }));

  it('can be used with the keyboard alone, and says what it does', () =>
    withPage(playground, {}, async (page) => {
      await choose(page, put(example).path);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'result-title');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'save');
      const download = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      assert.equal((await download).suggestedFilename(), 'applicationHost.config');
      assert.equal(await page.locator('#step').getAttribute('aria-live'), 'polite');
    }));

  it('shows the report with its tools, saves it, and opens it in a tab', () =>
    withPage(playground, {}, async (page) => {
      await choose(page, put(example).path);
      const frame = page.frameLocator('#report');
      await frame.locator('html.scripted').waitFor();
      const { html } = await outcome(page);
      const download = page.waitForEvent('download');
      await page.locator('#save-report').click();
      assert.equal(readFileSync(await (await download).path(), 'utf8'), html);
      const popup = page.context().waitForEvent('page');
      await page.locator('#show-report').click();
      const tab = await popup;
      await tab.locator('html.scripted').waitFor();
      await tab.close();
      assert.deepEqual(page.complaints, []);
    }));

  it('takes names that would be markup for what they are', () =>
    withPage(playground, {}, async (page) => {
      const name = '&lt;img src=x onerror=globalThis.hit=1&gt;&lt;/script&gt;';
      const file = put(example.toString().replaceAll('Client-Cert-Mapping-IIS-App', name), '<img src=x onerror=globalThis.hit=1>.config');
      await expectSame(page, file);
      assert.equal(await page.evaluate(() => globalThis.hit), undefined);
      assert.deepEqual([page.complaints, requestsOf(page)], [[], []]);
    }));

  it('can be stopped, and goes on with the next file', () =>
    withPage(playground, {}, async (page) => {
      await page.locator('#file').setInputFiles(put(largeConfiguration(20 * 1024 * 1024)).path);
      await page.locator('#stop').click();
      await page.waitForFunction(() => document.querySelector('#step').textContent === 'Stopped.');
      await expectSame(page, put(example));
    }));

  it('says so where the memory does not suffice, and goes on with the next file', () =>
    withPage(playground, {}, async (page) => {
      const worker = await workerOf(page);
      const code = await worker.evaluate(async () => {
        const library = new Library(await compiled);
        for (const taken of [1.5, 1.5]) library.calls.malloc(taken * 2 ** 30); // what is left is not enough for another GiB
        try {
          return library.calls.certlift_open(1024, 2 ** 30, 0);
        } catch (error) {
          return error.code;
        }
      });
      assert.equal(code, 71);
      await worker.evaluate(() => {
        const before = Library.prototype.put;
        Library.prototype.put = function (bytes) {
          Library.prototype.put = before;
          throw new RangeError(`no room for ${bytes.length}`);
        };
      });
      await choose(page, put(example).path);
      assert.match((await outcome(page)).failure, /^There is not enough memory for this file in a browser/);
      await expectSame(page, put(example));
    }));
}

function registerAlone() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  let to;
  before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    to = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => server.close());

  /** Everything that a fault of the page could try, in the page itself, in its worker and in the report. */
  async function tryAll(options) {
    asked.length = 0;
    await withPage(playground, options, async (page) => {
      await choose(page, put(example).path);
      const attempt = (url) => fetch(url, { mode: 'no-cors' }).catch(() => {});
      await page.evaluate(attempt, `${to}/page`);
      await (await workerOf(page)).evaluate(attempt, `${to}/worker`);
      await page.frames()[1].evaluate(attempt, `${to}/report`);
      await page.evaluate((url) => {
        document.body.append(Object.assign(new Image(), { src: `${url}/picture` }));
        document.body.append(Object.assign(document.createElement('script'), { src: `${url}/script` }));
        document.body.append(Object.assign(document.createElement('iframe'), { src: `${url}/frame` }));
        const form = Object.assign(document.createElement('form'), { action: `${url}/form`, target: '_blank' });
        document.body.append(form);
        form.submit();
        navigator.sendBeacon(`${url}/beacon`, 'x');
      }, to);
      await page.waitForTimeout(500); // for what would come late
    });
    return [...new Set(asked)].sort();
  }

  it('asks nobody for anything, whatever is tried', async () => assert.deepEqual(await tryAll({}), []));

  it('is kept from it by its policy: without that all of it would go out', async () => {
    const got = await tryAll({ bypassCSP: true });
    for (const path of ['/page', '/worker', '/picture', '/script', '/frame', '/beacon']) assert.ok(got.includes(path), `${path} is missing in ${got}`);
  });
}

function registerLook() {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [360, 1280])
      it(`can be read by everybody, ${colorScheme}, ${width} pixels wide`, () =>
        withPage(playground, { viewport: { width, height: 800 }, colorScheme }, async (page) => {
          const check = async (state) => {
            await loadAxe(page);
            assert.deepEqual(await graveViolations(page), [], state);
            const [scrolled, seen] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
            assert.ok(scrolled <= seen, `${state}: ${scrolled} pixels wide where ${seen} are seen`);
          };
          await check('empty');
          await choose(page, put('hello').path);
          await check('with a failure');
          await choose(page, put(risky).path);
          await check('with a result');
        }));
}

export default function register() {
  describe('certlift.html', () => {
    if (!playground) {
      it('does what the program does', { skip: 'it could not be built here: that takes clang 19 for WebAssembly' }, () => {});
      return;
    }
    describe('does what the program does:', registerSame);
    describe('is used:', registerUse);
    describe('is alone:', registerAlone);
    describe('is seen:', registerLook);
  });
}
