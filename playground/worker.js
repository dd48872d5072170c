'use strict';
// The library, in a thread of its own: what it is handed it answers, step by step, and it asks nobody for anything.

/** What ends a run from within: the exit code says why. */
class Ended extends Error {
  constructor(code) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

/** As playground/entry.cpp has it. */
const outOfMemory = 71;

/** How much memory a file takes, and how much of it can be had in one step. */
const timesTheFile = 14;
const mostAtOnce = 1.5 * 2 ** 30;

const success = 0;
const badDescriptor = 8;
const notSupported = 52;

/** The few things of WASI that a library without files needs. `memory` gives the instance's memory. */
function systemCalls(memory) {
  const view = () => new DataView(memory().buffer);
  return {
    proc_exit(code) {
      throw new Ended(code);
    },
    clock_time_get(_clock, _precision, to) {
      view().setBigUint64(to, BigInt(Date.now()) * 1_000_000n, true);
      return success;
    },
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return success;
    },
    environ_get: () => success,
    fd_close: () => badDescriptor,
    fd_fdstat_get: () => badDescriptor,
    fd_seek: () => badDescriptor,
    fd_write: () => badDescriptor,
  };
}

/** Whatever else it imports is not there. */
function importsOf(module, memory) {
  const calls = systemCalls(memory);
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = calls[name] ?? (() => notSupported);
  return imports;
}

/** One instance, with memory of its own: what a file needed is free once the next one comes. */
class Library {
  constructor(module) {
    const instance = new WebAssembly.Instance(module, importsOf(module, () => this.calls.memory));
    this.calls = instance.exports;
    this.calls._initialize();
    this.size = this.calls.malloc(4) >>> 0;
  }

  /** Bytes in the library's memory, followed by a NUL. */
  put(bytes) {
    const at = this.calls.malloc(bytes.length + 1) >>> 0;
    if (at === 0) throw new Ended(outOfMemory);
    const memory = new Uint8Array(this.calls.memory.buffer);
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return at;
  }

  putText(text) {
    return this.put(new TextEncoder().encode(text));
  }

  /** A copy of what a function gave out; null if it gave out nothing. */
  take(at) {
    if (at === 0) return null;
    const size = new DataView(this.calls.memory.buffer).getUint32(this.size, true);
    return new Uint8Array(this.calls.memory.buffer, at >>> 0, size).slice();
  }

  open(bytes, request) {
    // In one step, what is needed at least: each of the many small steps that would be taken else costs as much.
    this.calls.free(this.calls.malloc(Math.min(timesTheFile * bytes.length, mostAtOnce)));
    const at = this.put(bytes);
    const file = this.calls.certlift_open(at, bytes.length, this.putText(JSON.stringify(request)));
    this.calls.free(at);
    if (file === 0) throw new Ended(outOfMemory);
    return file;
  }

  check(file, format) {
    return this.take(this.calls.certlift_check(file, this.putText(format), this.size));
  }

  fixedBytes(file) {
    return this.take(this.calls.certlift_fixed_bytes(file, this.size));
  }

  freb(file, log, name, format) {
    return this.take(this.calls.certlift_freb(file, this.put(log), log.length, this.putText(name), this.putText(format), this.size));
  }

  simulate(file, url, certificate, format) {
    const given = certificate ? this.put(certificate) : 0;
    const size = certificate ? certificate.length : 0;
    return this.take(this.calls.certlift_simulate(file, this.putText(url), given, size, this.putText(format), this.size));
  }
}

async function inflated(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).arrayBuffer();
}

const say = (step) => postMessage({ step });

/** What can be asked of an open file. */
const questions = {
  check(library, file) {
    say('Working out what fix would change');
    const fixed = library.fixedBytes(file);
    say('Writing the report');
    const json = library.check(file, 'json');
    const html = library.check(file, 'html');
    return { json, html, fixed };
  },
  freb(library, file, { log, name }) {
    say('Reading the trace log');
    const ask = (format) => library.freb(file, new Uint8Array(log), name, format);
    return { json: ask('json'), html: ask('html') };
  },
  simulate(library, file, { url, certificate }) {
    say('Working out what IIS answers');
    const ask = (format) => library.simulate(file, url, certificate && new Uint8Array(certificate), format);
    return { json: ask('json'), html: ask('html') };
  },
};

function answer(module, { question, bytes, request, about }) {
  const library = new Library(module);
  say('Reading the file');
  const file = library.open(new Uint8Array(bytes), request);
  return questions[question](library, file, about);
}

function messageOf(error) {
  const lacksMemory = error instanceof RangeError || (error instanceof Ended && error.code === outOfMemory);
  if (lacksMemory) return 'There is not enough memory for this file in a browser. Use the program certlift for it.';
  return `certlift has ended unexpectedly (${error.message}). This is a fault of certlift. Nothing was changed.`;
}

let compiled;

onmessage = async ({ data }) => {
  if (data.library) {
    compiled = inflated(data.library).then((bytes) => WebAssembly.compile(bytes));
    return;
  }
  try {
    postMessage({ answered: data.question, result: answer(await compiled, data) });
  } catch (error) {
    postMessage({ answered: data.question, failure: messageOf(error) });
  }
};
