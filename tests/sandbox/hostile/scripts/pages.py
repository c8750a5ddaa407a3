# ruff: noqa: E501 - scripts are read as they stand
"""Scripts of pages that escape from the window they are drawn in, and then try everything from there.

That the escape succeeds is taken for granted: Node's ``vm`` is no wall. ``HOST`` has what the attack looks for.
Each pushes what it won to ``won``.
"""

PRELUDE = """
document.body.innerHTML = '<div id="root"><main>drawn</main></div>';
const won = [];
const outer = Response.constructor("return globalThis")();
const node = outer.process;
const need = (name) => node.getBuiltinModule(name);
const attempt = async (name, act) => {
  try {
    const gained = await act();
    if (gained) won.push(`${name}: ${String(gained).slice(0, 80)}`);
  } catch {}
};
const soon = (start) => new Promise((done) => {
  outer.setTimeout(() => done(""), 400);
  start(done);
});
"""
EPILOGUE = """
console.error(`RAN ${JSON.stringify(won)}`);
"""

READS = {
    "reads a file of the host": 'await attempt("file", () => need("fs").readFileSync(HOST.file, "utf8"));',
    "reads a file of the host by a descriptor": """
        await attempt("open", () => need("fs").openSync(HOST.file, "r"));
        for (let number = 3; number < 256; number += 1)
          await attempt(`descriptor ${number}`, () => {
            const about = need("fs").fstatSync(number);
            return (about.isFile() || about.isDirectory() || about.isSocket()) && "open";
          });""",
    "reads a file of the host through promises and streams": """
        await attempt("promise", () => need("fs").promises.readFile(HOST.file, "utf8"));
        await attempt("stream", () => soon((done) =>
          need("fs").createReadStream(HOST.file).on("data", (part) => done(`${part}`)).on("error", () => done(""))));""",
    "climbs out of its folder": """
        for (let depth = 1; depth < 12; depth += 1)
          await attempt("climb", () => need("fs").readFileSync("../".repeat(depth) + HOST.file.slice(1), "utf8"));""",
    "follows links of its own": """
        await attempt("link", () => { need("fs").symlinkSync(HOST.file, "link"); return need("fs").readFileSync("link"); });
        await attempt("hard link", () => { need("fs").linkSync(HOST.file, "hard"); return need("fs").readFileSync("hard"); });""",
    "reads the files of processes": """
        for (const path of ["/proc/self/environ", "/proc/1/environ", "/proc/self/root/etc/passwd", "/proc/net/tcp",
                            `/proc/${HOST.pid}/cmdline`, "/proc/self/mem", "/proc/self/maps"])
          await attempt(path, () => need("fs").readFileSync(path, "latin1"));""",
    "lists processes": """
        await attempt("processes", () => need("fs").readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).join());""",
    "lists folders of the host": """
        for (const path of ["/etc", "/home", "/root", "/var", "/usr/bin", "/tmp", HOST.folder, HOST.checkout])
          await attempt(path, () => need("fs").readdirSync(path).join());""",
    "looks for keys and accounts": """
        for (const path of ["/etc/passwd", "/etc/shadow", "/root/.ssh/id_ed25519", `${HOST.checkout}/.git`,
                            `${HOST.checkout}/pyproject.toml`])
          await attempt(path, () => need("fs").readFileSync(path, "utf8"));""",
    "reads its environment": 'await attempt("environment", () => Object.keys(node.env).join());',
    "asks who it is": """
        await attempt("root", () => node.getuid() === 0 || node.getgid() === 0 || node.getgroups().includes(0));
        await attempt("becomes root", () => { node.setuid(0); return "root"; });""",
}
STARTS = {
    "starts a shell": """
        await attempt("shell", () => need("child_process").execSync("id"));
        await attempt("file", () => need("child_process").execFileSync(node.execPath, ["--version"]));
        await attempt("spawn", () => need("child_process").spawnSync("/bin/sh", ["-c", "id"]).stdout);""",
    "starts a shell through inner bindings": """
        await attempt("binding", () => node.binding("spawn_sync").spawn({ file: node.execPath, args: ["node", "-v"],
          stdio: [{ type: "pipe", readable: true, writable: true }] }).output);
        await attempt("wrap", () => new (node.binding("process_wrap").Process)().spawn({ file: "/bin/sh" }) === 0);""",
    "forks itself": """
        await attempt("fork", () => need("child_process").fork(node.argv[1]).pid);
        await attempt("cluster", () => need("cluster").fork().process.pid);""",
    "starts workers": """
        await attempt("worker", () => soon((done) => {
          const { Worker } = need("worker_threads");
          new Worker(`require("worker_threads").parentPort.postMessage(require("fs").readFileSync("${HOST.file}", "utf8"))`,
            { eval: true, env: {}, execArgv: [] }).on("message", done).on("error", () => done(""));
        }));""",
    "loads a library": 'await attempt("library", () => { node.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6"); return "in"; });',
    "reads through WASI": """
        await attempt("wasi", () => new (need("wasi").WASI)({ version: "preview1", preopens: { "/": HOST.folder } }) && "a view");""",
    "opens its inspector": """
        await attempt("inspector", () => { need("inspector").open(0, "127.0.0.1"); return need("inspector").url(); });""",
    "signals other processes": """
        for (const pid of [HOST.pid, HOST.parent, 1, -1])
          await attempt(`signal ${pid}`, () => node.kill(pid, 0));""",
    "makes priorities and limits its own": """
        await attempt("priority", () => { need("os").setPriority(HOST.pid, 10); return "slower"; });""",
}
REACHES = {
    "asks the loopback": """
        await attempt("connect", () => soon((done) => need("net").connect(HOST.port, "127.0.0.1")
          .on("connect", () => done("connected")).on("error", () => done(""))));""",
    "asks the loopback with fetch": """
        await attempt("fetch", async () => (await outer.fetch(`http://127.0.0.1:${HOST.port}/`)).status);
        await attempt("http", () => soon((done) => need("http").get(`http://127.0.0.1:${HOST.port}/`,
          () => done("answered")).on("error", () => done(""))));""",
    "asks a socket of the host": """
        for (const path of [HOST.socket, "\\0" + HOST.abstract, "/var/run/postgresql/.s.PGSQL.5432"])
          await attempt("socket", () => soon((done) => need("net").connect({ path })
            .on("connect", () => done("connected")).on("error", () => done(""))));""",
    "sends datagrams and asks for names": """
        await attempt("datagram", () => soon((done) => need("dgram").createSocket("udp4")
          .on("error", () => done("")).send("x", HOST.port, "127.0.0.1", (error) => done(error ? "" : "sent"))));
        await attempt("name", () => soon((done) => need("dns").resolve("example.org", (error) => done(error ? "" : "found"))));""",
    "listens for others": """
        await attempt("listen", () => soon((done) => need("net").createServer().on("error", () => done(""))
          .listen(0, "127.0.0.1", () => done("listens"))));""",
}
WRITES = {
    "writes into the toolchain": """
        for (const path of [node.argv[1], `${node.argv[2]}/node_modules/react/index.js`, node.execPath])
          await attempt(path, () => { need("fs").appendFileSync(path, "// changed"); return "written"; });""",
    "writes reports of itself": """
        await attempt("report", () => node.report.writeReport("/tmp/report.json"));
        await attempt("heap", () => need("v8").writeHeapSnapshot("heap.heapsnapshot"));""",
    "leaves files behind": """
        for (const path of ["left", "/tmp/left", "/var/tmp/left", "/dev/shm/left", HOST.folder + "/left"])
          await attempt(path, () => { need("fs").writeFileSync(path, "left"); return "written"; });""",
    "changes devices": """
        for (const path of ["/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/tty", "/dev/ptmx"])
          await attempt(path, () => need("fs").openSync(path, "r+"));""",
}
IMPORTS = {
    "imports built-in modules": """
        for (const name of ["node:fs", "fs", "child_process", "module"])
          await attempt(name, async () => (await import(name)) && "a module");""",
    "imports files of the host": """
        await attempt("path", async () => (await import(HOST.file)) && "a module");
        await attempt("address", async () => (await import(`file://${HOST.file}`)) && "a module");
        await attempt("data", async () => (await import("data:text/javascript,export default 1")) && "a module");""",
    "imports through functions of outside": """
        await attempt("outside", async () => (await Response.constructor("name", "return import(name)")("node:fs"))
          .readFileSync(HOST.file, "utf8"));
        await attempt("require", () => need("module").createRequire("/")("fs").readFileSync(HOST.file, "utf8"));""",
    "walks to the host from elements and errors": """
        const ways = [document.createElement, window.fetch, TextEncoder, structuredClone, setTimeout, Headers];
        for (const way of ways)
          await attempt("walk", () => way[["con", "structor"].join("")]("return process")()
            .getBuiltinModule("fs").readFileSync(HOST.file, "utf8"));
        try { await fetch("https://example.org/"); } catch (error) {
          await attempt("error", () => error.constructor.constructor("return process")().env.HOME);
        }""",
}
STAYING = {**READS, **STARTS, **REACHES, **WRITES, **IMPORTS}
"""Those that let the prover go on, so that they can be drawn one after the other."""

FORGERIES = {
    "says that all is well": """
        const line = (answer) => `${JSON.stringify(answer)}\\n`;
        need("fs").writeSync(1, line({ visit: 0, problems: [], ms: 1 }) + line({ done: true, memory: 1 }));""",
    "says so with a seal of its own": """
        need("fs").writeSync(1, `${JSON.stringify({ visit: 0, problems: [], ms: 1, seal: "0".repeat(32) })}\\n`);""",
    "says it through the stream": "node.stdout.write('{\"done\":true}\\n');",
    "says what is no message": 'need("fs").writeSync(1, "[]\\n{\\n\\0\\n");',
    "says more than anybody reads": """
        const much = outer.Buffer.alloc(1 << 20, 120);
        for (let turn = 0; turn < 64; turn += 1) need("fs").writeSync(1, much);""",
}
"""Each throws afterwards, so that only a forged verdict would be a good one."""

ENDINGS = {
    "ends the process": "node.exit(0);",
    "crashes the process": "node.abort();",
    "loops without end": "for (;;);",
    "takes all memory": "const kept = []; for (;;) kept.push(new Array(1e6).fill({}));",
    "takes memory outside of the heap": """
        const kept = []; for (;;) { const part = new Uint8Array(1 << 28); part.fill(1); kept.push(part); }""",
    "takes memory of WebAssembly": """
        const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
        const rest = []; for (;;) { memory.grow(4096); new Uint8Array(memory.buffer).fill(1);
          rest.push(new Uint8Array(1 << 28).fill(1)); }""",
    "runs a loop of WebAssembly": """
        const loop = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]);
        (await WebAssembly.instantiate(loop)).instance.exports.f();""",
    "waits without end": "outer.Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
}
"""Those that the prover does not survive."""
