// What a program writes to a terminal, as a page that looks like one.
import { execFileSync } from 'node:child_process';

const palette = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#76e3ea', 90: '#8b949e' };

/** What a shell's command writes to a terminal of so many columns. */
export function captured(command, folder, columns, env) {
  const line = `stty cols ${columns} rows 50; ${command}`;
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, TERM: 'xterm-256color', ...env } };
  return execFileSync('script', ['--quiet', '--command', line, '/dev/null'], options).replaceAll('\r\n', '\n');
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Colours and weight of ANSI sequences as spans; any other sequence is an error, for it would be lost. */
export function htmlOfTerminal(text) {
  let style = '';
  return text
    .split(/(\x1b\[[\d;]*m)/)
    .map((part) => {
      const codes = /^\x1b\[([\d;]*)m$/.exec(part)?.[1].split(';').map(Number);
      if (!codes) {
        if (part.includes('\x1b')) throw new Error(`not understood: ${JSON.stringify(part.slice(0, 80))}`);
        return style ? `<span style="${style}">${escaped(part)}</span>` : escaped(part);
      }
      for (const code of codes) {
        if (code === 0) style = '';
        else if (code === 1) style += 'font-weight:700;';
        else if (code === 2) style += `color:${palette[90]};`;
        else if (palette[code]) style += `color:${palette[code]};`;
        else throw new Error(`colour ${code} is not in the palette`);
      }
      return '';
    })
    .join('');
}

/** A page with what was typed and what was written. */
export function terminalPage(typed, output, columns) {
  return `<!doctype html><html lang="en"><title>certlift in a terminal</title><style>
    body { margin: 0; background: #0d1117 }
    pre { margin: 0; padding: 18px 20px; width: ${columns}ch; color: #e6edf3; font: 15px/1.45 "DejaVu Sans Mono", monospace;
      white-space: pre-wrap; word-break: break-all }
    .prompt { color: #8b949e }
  </style><pre><span class="prompt">$</span> <b>${escaped(typed)}</b>\n${htmlOfTerminal(output).trimEnd()}</pre>`;
}
