#include "render/html_style.h"

namespace certlift::render {

const std::string_view html_style = R"css(
:root{--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--card:#f6f8fa;--error:#a4161a;--errorbg:#fdeceb;
--warning:#7a4b00;--warningbg:#fff4e0;--note:#0a4f8f;--notebg:#e8f2fc;--good:#0b5d33;--goodbg:#e4f4ea;--gone:#8f1d1d;--gonebg:#fdeceb}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0f1419;--fg:#e6edf3;--dim:#a3b0bd;--line:#353c45;--card:#171d25;
--error:#ff9a92;--errorbg:#3a1513;--warning:#ffc97a;--warningbg:#33260c;--note:#8cc2ff;--notebg:#0f2439;--good:#85e3ab;--goodbg:#10301f;
--gone:#ff9a92;--gonebg:#3a1513}}
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,"Segoe UI",sans-serif;overflow-wrap:anywhere}
main{max-width:1200px;margin:0 auto;padding:24px 20px 60px}
h1{font-size:1.45rem;line-height:1.25;margin:0 0 4px}h2{font-size:1.15rem;margin:36px 0 10px}h3{font-size:1rem;margin:22px 0 8px}h4{margin:14px 0 4px}
p{margin:0 0 6px}.dim{color:var(--dim)}
code,pre,.command{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.87rem}
.say{border-left:4px solid var(--note);background:var(--notebg);padding:12px 16px;margin:16px 0;border-radius:0 6px 6px 0}
.say.error{border-color:var(--error);background:var(--errorbg)}.say.warning{border-color:var(--warning);background:var(--warningbg)}
.say.good{border-color:var(--good);background:var(--goodbg)}
.command{display:block;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:8px 12px;margin:8px 0 0;white-space:pre-wrap}
.danger{color:var(--error);font-weight:700}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:16px}
figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:12px}figcaption{font-weight:600;margin-bottom:6px}
svg{display:block;width:100%;max-width:460px;height:auto;font:13px system-ui,"Segoe UI",sans-serif}
svg text{fill:var(--fg)}svg .dim{fill:var(--dim)}svg .box{fill:var(--bg);stroke:var(--line)}svg .wire{stroke:var(--line);fill:none}
svg .read{fill:var(--goodbg);stroke:var(--good)}svg .unread{fill:var(--errorbg);stroke:var(--error);stroke-dasharray:4 3}
svg .readtext{fill:var(--good);font-weight:600}svg .unreadtext{fill:var(--error);font-weight:600}
.scroll{overflow-x:auto}
figure,.hunk,pre{content-visibility:auto;contain-intrinsic-size:auto 400px}.finding,.group{content-visibility:auto;contain-intrinsic-size:auto 40px}
a{color:var(--note)}
@media print{h2,h3,h2+.dim{break-after:avoid}}
table{border-collapse:collapse;width:100%}th,td{overflow-wrap:break-word;text-align:left;vertical-align:top;padding:7px 10px;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--dim)}tr.changed{background:var(--goodbg)}tr.changed td:last-child{font-weight:600}
pre,.sides{margin:0 0 8px;padding:10px 0;background:var(--card);border:1px solid var(--line);border-radius:8px;line-height:1.45}
pre{white-space:pre-wrap;padding:10px 12px}pre.unified{padding:10px 0}pre.unified span,.sides span{display:block;padding:0 12px;min-height:1.45em;white-space:pre-wrap}
.added{background:var(--goodbg);color:var(--good)}.removed{background:var(--gonebg);color:var(--gone)}.range{color:var(--dim)}
.sides{display:none;grid-template-columns:minmax(0,1fr) minmax(0,1fr);font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.8rem}
.sides span{padding:0 8px 0 5.2em;text-indent:-4.8em}.sides span::before{content:attr(data-n);display:inline-block;width:4.8em;text-indent:0;color:var(--dim)}
.hunks{position:relative}.hunk{margin:10px 0 18px}.two:checked~.hunk .unified{display:none}.two:checked~.hunk .sides{display:grid}
input.view{margin:0 6px 0 0;accent-color:var(--note)}label.view{margin-right:18px}ul.lines{margin:8px 0;padding-left:18px}
details{border-top:1px solid var(--line);padding:8px 0}details:last-of-type{border-bottom:1px solid var(--line)}
details details{border:0!important;padding:4px 0}
summary{cursor:pointer}[hidden]{display:none!important}details>div{padding:6px 0 6px 18px}
.badge{display:inline-block;overflow-wrap:normal;border-radius:10px;padding:0 8px;font-size:.8rem;font-weight:600}
.badge.error{background:var(--errorbg);color:var(--error)}.badge.warning{background:var(--warningbg);color:var(--warning)}
.badge.note{background:var(--notebg);color:var(--note)}.badge.good{background:var(--goodbg);color:var(--good)}
.tools{display:none;gap:8px;margin:8px 0;flex-wrap:wrap}.scripted .tools{display:flex}
input,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 10px}
:focus-visible{outline:2px solid var(--note);outline-offset:2px}
@media (max-width:760px){.view{display:none}.two:checked~.hunk .unified{display:block}.two:checked~.hunk .sides{display:none}}
@media (max-width:560px){main{padding:16px 12px 40px}th,td{padding:6px 5px;font-size:.84rem}td:first-child{overflow-wrap:anywhere;min-width:8.5em}figure{padding:8px 6px}}
@media print{html{color-scheme:light}.tools{display:none!important}main{max-width:none;padding:0}.view{display:none}
tr,figure,.finding,.hunk p{break-inside:avoid}figure,.hunk,pre,.finding,.group{content-visibility:visible}.scroll{overflow:visible}}
)css";

const std::string_view html_script = R"js(
document.documentElement.classList.add('scripted');
const items=[...document.querySelectorAll('.finding,.rows tbody tr')],folds=[...document.querySelectorAll('details.finding,details.group')];
const all=document.querySelector('#all'),filter=document.querySelector('#filter'),count=document.querySelector('#count');
if(all)all.addEventListener('click',()=>{const open=folds.some(f=>!f.open);
folds.forEach(f=>{f.open=open});all.textContent=open?'Fold all':'Unfold all'});
let texts;
if(filter)filter.addEventListener('input',()=>{const word=filter.value.toLowerCase();let shown=0;
texts=texts||items.map(f=>f.textContent.toLowerCase());
items.forEach((f,i)=>{f.hidden=!texts[i].includes(word);shown+=f.hidden?0:1});
folds.forEach(f=>{if(f.className==='group'){f.hidden=!f.querySelector('.finding:not([hidden])');if(word&&!f.hidden)f.open=true}});
count.textContent=shown+' of '+items.length});
const unfold=()=>{const to=location.hash&&document.getElementById(decodeURIComponent(location.hash.slice(1)));
if(to&&to.tagName==='DETAILS')to.open=true};addEventListener('hashchange',unfold);unfold();
addEventListener('beforeprint',()=>{if(items.length<500)folds.forEach(f=>{f.open=true})});
)js";

}  // namespace certlift::render
