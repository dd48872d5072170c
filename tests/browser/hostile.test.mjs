// Names in a configuration that would be markup, script or style, if a page took them for it.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unfoldAll, withPage } from './browser.mjs';
import { makePage, writeConfiguration } from './make.mjs';
import { root } from './places.mjs';

const hit = 'globalThis.hit=1';
const names = [
  `<script>${hit}</script>`,
  `</script><script>${hit}</script>`,
  `</style><img src=x onerror=${hit}>`,
  `</title><svg onload=${hit}>`,
  `"><b onmouseover="${hit}">`,
  `' autofocus onfocus='${hit}`,
  `<img src=x onerror=${hit}>`,
  `<script>${hit}<!--`,
  `javascript:${hit}`,
  `]]><!-- --!><i>`,
  `&lt;script&gt;${hit}&lt;/script&gt;`,
  `\u202Etxt.nimda\u2066\u200B`,
  `\`**x**\` [x](javascript:${hit}) <br>`,
  `</span></pre></main></body><h1>`,
  `{{${hit}}} \${${hit}} %3Cscript%3E`,
  `<!DOCTYPE html><a href="data:text/html,x" id="filter" class="finding">`,
];

/** As long, and nothing in it that means anything to a page; what parts paths and bindings stays. */
const harmless = (name) => name.replace(/[^\w/:* ]/gu, (sign) => 'x'.repeat(Buffer.byteLength(sign)));

const quoted = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The certificate of the example, with another subject of seven bytes. */
const example = readFileSync(join(root, 'examples/sub-application/applicationHost.config'), 'utf8');
function certificate(subject) {
  const der = Buffer.from(example.match(/certificate="([^"]+)"/)[1], 'base64').toString('latin1');
  return Buffer.from(der.replaceAll('client1', subject.slice(0, 7).padEnd(7, '_')), 'latin1').toString('base64');
}

function configuration(shape) {
  const sites = names.map((name, index) => ({ name: `${quoted(shape(name))}-${index}`, raw: shape(name), id: index + 1 }));
  const site = ({ name, id }) => `<site name="${name}" id="${id}">
    <application path="/" applicationPool="${name}"><virtualDirectory path="/" physicalPath="C:\\${name}" /></application>
    <application path="/${name}" applicationPool="${name}"><virtualDirectory path="/" physicalPath="C:\\${name}" /></application>
    <bindings><binding protocol="https" bindingInformation="*:443:${name}" sslFlags="0" /></bindings></site>`;
  const location = ({ name, raw }) => `<location path="${name}/${name}"><system.webServer><security><authentication>
    <anonymousAuthentication enabled="false" />
    <!-- ${shape(raw).replaceAll('--', '- ')} -->
    <iisClientCertificateMappingAuthentication enabled="true" defaultLogonDomain="${name}">
      <oneToOneMappings><add userName="${name}" password="${name}" certificate="${certificate(raw.replace(/[^\x20-\x7e]/g, '_'))}" /></oneToOneMappings>
      <manyToOneMappings><add name="${name}" description="${name}" userName="${name}" password="${name}"><rules>
        <add certificateField="Subject" certificateSubField="CN" matchCriteria="${name}" /></rules></add></manyToOneMappings>
    </iisClientCertificateMappingAuthentication></authentication>
    <access sslFlags="Ssl, SslNegotiateCert, SslRequireCert" /></security></system.webServer></location>`;
  return example
    .replace(/<site [^]*<\/site>/, () => sites.map(site).join('\n'))
    .replace(/<location [^]*<\/location>/, () => sites.map(location).join('\n'));
}

/** How often each kind of element, with its attributes, is on a page; of values only the policy and where links lead. */
const census = (page) =>
  page.evaluate(() => {
    const counts = {};
    for (const element of document.querySelectorAll('*')) {
      const kind = [element.localName, ...element.getAttributeNames()].join(' ');
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  });

const folderOf = (name, shape) => writeConfiguration(name, configuration(shape));

export default function register() {
  for (const words of [['check'], ['diff'], ['diff', '--show-secrets'], ['fix']])
    describe(`Hostile names on the page of ${words.join(' ')}`, () => {
      let hostile;
      let tame;
      before(async () => {
        hostile = await makePage(words, folderOf('hostile', (name) => name), ['--accept', 'all']);
        tame = await makePage(words, folderOf('tame', harmless), ['--accept', 'all']);
      });

      it('run nothing and ask for nothing', () =>
        withPage(hostile.url, {}, async (page) => {
          await unfoldAll(page);
          for (const summary of await page.locator('summary').all()) await summary.focus();
          assert.deepEqual(page.complaints, []);
          assert.deepEqual(page.requested, []);
          assert.equal(await page.evaluate(() => globalThis.hit), undefined);
          const foreign = await page.evaluate(() => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')).filter((to) => !to.startsWith('#')));
          assert.deepEqual(foreign, []);
        }));

      it('make no element that harmless names do not make', async () => {
        const expected = await withPage(tame.url, {}, census);
        const actual = await withPage(hostile.url, {}, census);
        assert.deepEqual(actual, expected);
      });

      it('are shown as they are written, marks that turn the writing by their numbers', () =>
        withPage(hostile.url, {}, async (page) => {
          const text = await page.locator('body').innerText();
          const shown = names.map((name) => name.replace(/[\u202e\u2066\u200b]/g, (mark) => `\\u${mark.codePointAt(0).toString(16)}`));
          assert.deepEqual(shown.filter((name) => !text.includes(name)), []);
          assert.doesNotMatch(text, /[\u202e\u2066\u200b]/);
        }));
    });
}
