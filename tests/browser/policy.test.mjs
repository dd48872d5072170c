// What a page's Content-Security-Policy forbids, if in spite of everything something of a file became markup.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeFileSync } from 'node:fs';
import { withPage } from './browser.mjs';
import { pages } from './pages.mjs';

export default function register() {
  describe("A page's policy", () => {
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end();
    });
    let url;

    before(async () => {
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const to = `http://127.0.0.1:${server.address().port}`;
      const smuggled = `<img src="${to}/picture"><script src="${to}/script"></script><script>globalThis.hit = 'script'</script>
        <link rel="stylesheet" href="${to}/style"><style>main { background: url(${to}/background) }</style>
        <p style="background: url(${to}/attribute)">x</p><iframe src="${to}/frame"></iframe><object data="${to}/object"></object>
        <img src="data:," onerror="globalThis.hit = 'handler'"><audio src="${to}/sound"></audio>`;
      const path = pages[0].path.replace('.html', '-smuggled.html');
      writeFileSync(path, pages[0].html.replace('</main>', `${smuggled}</main>`));
      url = pathToFileURL(path).href;
    });
    after(() => server.close());

    async function open(options) {
      asked.length = 0;
      return withPage(url, options, async (page) => {
        const fetched = await page.evaluate((to) => fetch(to, { mode: 'no-cors' }).then(() => 'fetched', String), `http://127.0.0.1:${server.address().port}/fetch`);
        await page.waitForTimeout(300); // for what would come late
        return { fetched, hit: await page.evaluate(() => globalThis.hit) };
      });
    }

    it('lets nothing that is smuggled in run or ask for anything', async () => {
      const { fetched, hit } = await open({});
      assert.deepEqual(asked, []);
      assert.equal(hit, undefined);
      assert.match(fetched, /Failed to fetch/);
    });

    it('is what forbids it: without the policy all of it would', async () => {
      const { fetched, hit } = await open({ bypassCSP: true });
      const everything = ['/picture', '/script', '/style', '/background', '/attribute', '/frame', '/object', '/sound', '/fetch'];
      assert.deepEqual(everything.filter((path) => !asked.includes(path)), []);
      assert.ok(['script', 'handler'].includes(hit));
      assert.equal(fetched, 'fetched');
    });
  });
}
