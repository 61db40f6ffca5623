// Calls the servers of src/proto/echo.proto in each way that gRPC has, on Node's own HTTP/2: CONFORMANCE_ECHO says on which port.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { once } = require('node:events');
const path = require('node:path');
const { test, before, after } = require('node:test');
const { setTimeout: pause } = require('node:timers/promises');
const grpc = require('@grpc/grpc-js');
const { loadSync } = require('@grpc/proto-loader');

const ADDRESS = `127.0.0.1:${process.env.CONFORMANCE_ECHO}`;
const SECONDS = 15;
const MIB = 1 << 20;
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
const DEFINITION = loadSync(path.join(__dirname, '../proto/echo.proto'), { defaults: true });
const { Echo } = grpc.loadPackageDefinition(DEFINITION).fairlead.conformance;

const connect = (options) => new Echo(ADDRESS, grpc.credentials.createInsecure(), { ...UNLIMITED, ...options });

let client;

before(() => {
  client = connect({});
});

after(() => client.close());

// --- how calls are made ---

const wrapped = (value) => ({ value: Buffer.from(value) });
const soon = (seconds = SECONDS) => ({ deadline: Date.now() + 1000 * seconds });

function metadata(...pairs) {
  const all = new grpc.Metadata();
  pairs.forEach(([key, value]) => all.add(key, value));
  return all;
}

// Makes a call with one answer: resolves to it, and to the metadata before and after it.
function single(method, value, { headers = metadata(), options = soon(), of = client } = {}) {
  return new Promise((resolve, reject) => {
    const result = {};
    const call = of[method](wrapped(value), headers, options, (error, answer) => {
      if (error) reject(error);
      else result.answer = answer.value;
    });
    call.on('metadata', (initial) => (result.initial = initial));
    call.on('status', ({ code, metadata: trailing }) => {
      if (code === grpc.status.OK) resolve({ ...result, trailing });
    });
  });
}

const unary = async (value, more) => (await single('unary', value, more)).answer;

// Resolves to what is answered once all the values are sent; begin is called with the call before.
function join(values, begin = () => {}) {
  return new Promise((resolve, reject) => {
    const call = client.join(metadata(), soon(), (error, answer) => (error ? reject(error) : resolve(answer.value)));
    begin(call);
    values.forEach((value) => call.write(wrapped(value)));
    call.end();
  });
}

// Collects what a call answers until it ends: resolves to the values and the trailing metadata.
async function all(call) {
  const trailing = once(call, 'status');
  const values = [];
  for await (const { value } of call) values.push(value);
  const [status] = await trailing;
  return { values, trailing: status.metadata };
}

const texts = (values) => values.map(String);
const failsWith = (code, details) => (error) => {
  assert.equal(error.code, code);
  if (details !== undefined) assert.equal(error.details, details);
  return true;
};
const failing = (code, message, ...more) =>
  metadata(['fail-code', String(code)], ['fail-message-bin', Buffer.from(message)], ...more);

// --- every kind of RPC ---

test('unary', async () => {
  assert.deepEqual(await unary(EVERY_BYTE), EVERY_BYTE);
});

test('unary of nothing', async () => {
  assert.deepEqual(await unary(''), Buffer.alloc(0));
});

test('client streaming', async () => {
  const parts = Array.from({ length: 1000 }, (_, i) => `${i} `);
  assert.equal(String(await join(parts)), parts.join(''));
});

test('client streaming of no message', async () => {
  assert.deepEqual(await join([]), Buffer.alloc(0));
});

test('server streaming', async () => {
  const { values } = await all(client.repeat(wrapped('300 1000'), soon()));
  assert.deepEqual(values, Array.from({ length: 300 }, (_, i) => Buffer.alloc(1000, i % 256)));
});

test('server streaming of no message', async () => {
  const { values } = await all(client.repeat(wrapped('0 0'), soon()));
  assert.deepEqual(values, []);
});

test('bidirectional streaming, each answer before the next request', async () => {
  const call = client.chat(soon());
  const ended = once(call, 'status');
  for (let i = 0; i < 100; i++) {
    call.write(wrapped(`${i}`));
    const [{ value }] = await once(call, 'data');
    assert.equal(String(value), `${i}`);
  }
  call.end();
  const [{ code, metadata: trailing }] = await ended;
  assert.equal(code, grpc.status.OK);
  assert.deepEqual(trailing.get('messages'), ['100']);
});

test('bidirectional streaming of no message', async () => {
  const call = client.chat(soon());
  call.end();
  const { values, trailing } = await all(call);
  assert.deepEqual(values, []);
  assert.deepEqual(trailing.get('messages'), ['0']);
});

test('half-close is seen while the answer goes on', async () => {
  const call = client.chat(soon());
  call.write(wrapped('a'));
  call.write(wrapped('b'));
  call.end();
  const { values, trailing } = await all(call);
  assert.deepEqual(texts(values), ['a', 'b']);
  assert.deepEqual(trailing.get('messages'), ['2']);
});

test('nothing is answered before the half-close', async () => {
  let answered = false;
  const answer = new Promise((resolve, reject) => {
    const call = client.join(metadata(), soon(), (error, { value } = {}) => {
      answered = true;
      if (error) reject(error);
      else resolve(value);
    });
    call.write(wrapped('a'));
    pause(200).then(() => {
      assert.equal(answered, false);
      call.write(wrapped('b'));
      call.end();
    }, reject);
  });
  assert.equal(String(await answer), 'ab');
});

test('initial metadata comes before any message', async () => {
  const call = client.chat(metadata(['echo-initial-a', 'at once']), soon());
  const [initial] = await once(call, 'metadata');
  assert.deepEqual(initial.get('echo-initial-a'), ['at once']);
  call.end();
  assert.deepEqual((await all(call)).values, []);
});

// --- many at once, and large ---

test('more RPCs at once than a connection may have', async () => {
  const values = Array.from({ length: 500 }, (_, i) => `${i}`);
  assert.deepEqual(texts(await Promise.all(values.map((value) => unary(value)))), values);
});

test('large unary', async () => {
  const message = Buffer.alloc(16 * MIB, EVERY_BYTE);
  assert.equal(Buffer.compare(await unary(message), message), 0);
});

test('large messages both ways at once', async () => {
  const messages = Array.from({ length: 16 }, (_, i) => Buffer.alloc(MIB, i));
  const call = client.chat(soon());
  messages.forEach((message) => call.write(wrapped(message)));
  call.end();
  assert.equal(Buffer.compare(Buffer.concat((await all(call)).values), Buffer.concat(messages)), 0);
});

test('a stream that nobody reads holds up no other', async () => {
  const own = connect({ 'grpc.use_local_subchannel_pool': 1 });
  try {
    const stalled = own.repeat(wrapped('64 1048576'), soon(3 * SECONDS));
    stalled.on('error', () => {});
    await once(stalled, 'metadata');
    for (let i = 0; i < 50; i++) assert.equal((await unary('x'.repeat(10_000), { of: own })).length, 10_000);
    const { values } = await all(stalled);
    assert.deepEqual(values.map(({ length }) => length), Array(64).fill(MIB));
  } finally {
    own.getChannel().close();
  }
});

test('gzip both ways', async () => {
  const zipping = connect({ 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
  const message = Buffer.from('compressible '.repeat(100_000));
  const call = zipping.chat(metadata(['compress', 'gzip']), soon());
  for (let i = 0; i < 3; i++) call.write({ value: message });
  call.end();
  const { values } = await all(call);
  assert.deepEqual(values, [message, message, message]);
  zipping.close();
});

// --- metadata ---

// Sends pairs, and resolves to those of the same keys that come back, at the end where their keys say so, else at the beginning.
async function echoed(pairs) {
  const { initial, trailing } = await single('unary', '', { headers: metadata(...pairs) });
  const keys = [...new Set(pairs.map(([key]) => key))];
  return keys.flatMap((key) => (key.startsWith('echo-initial-') ? initial : trailing).get(key).map((value) => [key, value]));
}

for (const [name, pairs] of Object.entries({
  'metadata both ways': [['echo-initial-a', 'one'], ['echo-trailing-a', 'two']],
  'binary metadata': [['echo-initial-all-bin', EVERY_BYTE], ['echo-trailing-all-bin', Buffer.from(EVERY_BYTE).reverse()]],
  'binary metadata of each padding': [1, 2, 3].map((size) => [`echo-initial-${size}-bin`, EVERY_BYTE.subarray(-size)]),
  'repeated binary metadata keeps its order': [[1], [0, 255], [1]].map((bytes) => ['echo-trailing-a-bin', Buffer.from(bytes)]),
  'every visible character of a value': [['echo-initial-a', String.fromCharCode(...EVERY_BYTE.subarray(0x21, 0x7f))]],
  'much metadata': Array.from({ length: 40 }, (_, i) => [`echo-initial-${i}`, 'v'.repeat(100)]),
})) {
  test(name, async () => assert.deepEqual(await echoed(pairs), pairs));
}

// Node's HTTP/2 joins what comes in several fields of a name.
test('repeated metadata keeps its order', async () => {
  const headers = metadata(['echo-initial-a', '1'], ['echo-initial-a', '2'], ['echo-initial-a', '1']);
  assert.deepEqual((await single('unary', '', { headers })).initial.get('echo-initial-a'), ['1, 2, 1']);
});

// --- statuses ---

for (const [name, code] of Object.entries(grpc.status).filter(([name, code]) => isNaN(name) && code !== 0)) {
  test(`status ${name} without an answer`, async () => {
    await assert.rejects(unary('', { headers: failing(code, `it is ${name}`) }), failsWith(code, `it is ${name}`));
  });
}

test('a status message of all sorts', async () => {
  const message = '100 % of é, ☃, 𝄞,\ttabs and\r\nlines';
  await assert.rejects(unary('', { headers: failing(2, message) }), failsWith(grpc.status.UNKNOWN, message));
});

test('trailing metadata of a failure without an answer', async () => {
  const headers = failing(10, 'no', ['echo-trailing-why', 'for a test'], ['echo-trailing-all-bin', EVERY_BYTE]);
  await assert.rejects(unary('', { headers }), (error) => {
    assert.equal(error.code, grpc.status.ABORTED);
    assert.deepEqual(error.metadata.get('echo-trailing-why'), ['for a test']);
    assert.deepEqual(error.metadata.get('echo-trailing-all-bin'), [EVERY_BYTE]);
    return true;
  });
});

test('a failure after some answers', async () => {
  const values = [];
  const call = client.repeat(wrapped('10 5'), failing(15, 'lost', ['fail-after', '3']), soon());
  call.on('data', ({ value }) => values.push(value));
  const [error] = await once(call, 'error');
  failsWith(grpc.status.DATA_LOSS, 'lost')(error);
  assert.deepEqual(values, [0, 1, 2].map((i) => Buffer.alloc(5, i)));
});

test('a failure while the client still sends', async () => {
  const values = [];
  const call = client.chat(failing(9, 'enough', ['fail-after', '2']), soon());
  call.on('data', ({ value }) => values.push(String(value)));
  call.write(wrapped('a'));
  call.write(wrapped('b'));
  const [error] = await once(call, 'error');
  failsWith(grpc.status.FAILED_PRECONDITION, 'enough')(error);
  assert.deepEqual(values, ['a', 'b']);
});

test('a method that there is not', async () => {
  const nothing = new Promise((resolve, reject) => {
    const identity = (value) => value;
    client.makeUnaryRequest(
      '/fairlead.conformance.Echo/Nothing', identity, identity, Buffer.alloc(0), metadata(), soon(),
      (error, answer) => (error ? reject(error) : resolve(answer)),
    );
  });
  await assert.rejects(nothing, failsWith(grpc.status.UNIMPLEMENTED));
});

// --- the end before the end ---

// Begins an RPC that does not end by itself: resolves to it, its name and its end, once the server has it.
async function held(options = soon()) {
  const name = randomUUID();
  const call = client.hold(wrapped(''), metadata(['hold', name], ['echo-initial-held', name]), options);
  const end = once(call, 'error');
  call.resume();
  const [initial] = await once(call, 'metadata');
  assert.deepEqual(initial.get('echo-initial-held'), [name]);
  return { call, name, end };
}

test('a cancellation comes to the server at once', async () => {
  const { call, name, end } = await held();
  const cancelled = Date.now();
  call.cancel();
  const [error] = await end;
  failsWith(grpc.status.CANCELLED)(error);
  await single('ended', name);
  assert.ok(Date.now() - cancelled < 2000);
});

test('a cancellation amid a stream', async () => {
  const call = client.repeat(wrapped('10000 100000'), soon());
  const end = once(call, 'error');
  const [{ value }] = await once(call, 'data');
  assert.equal(value.length, 100_000);
  call.cancel();
  const [error] = await end;
  failsWith(grpc.status.CANCELLED)(error);
  assert.equal(String(await unary('and on')), 'and on');
});

test('many cancellations leave the connection as it is', async () => {
  for (let i = 0; i < 50; i++) {
    const { call, name, end } = await held();
    call.cancel();
    await end;
    await single('ended', name);
  }
  assert.equal(String(await unary('and on')), 'and on');
});

test('a deadline comes to the server', async () => {
  const left = Number((await single('remaining', '', { options: soon(30) })).answer);
  assert.ok(left > 25_000 && left <= 30_000, `${left} ms are left`);
});

test('no deadline comes to the server as none', async () => {
  assert.equal(String((await single('remaining', '', { options: {} })).answer), 'none');
});

test('a deadline that is over', async () => {
  const began = Date.now();
  const { name, end } = await held(soon(0.5));
  const [error] = await end;
  failsWith(grpc.status.DEADLINE_EXCEEDED)(error);
  assert.ok(Date.now() - began >= 400);
  assert.ok(Number((await single('ended', name)).answer) < 2000);
});

// --- as applications are ---

test('RPCs of every kind at the same time', async () => {
  const rounds = async (worker) => {
    for (let i = 0; i < 20; i++) {
      const text = `${i} of ${worker}`;
      assert.equal(String(await unary(text)), text);
      assert.equal(String(await join([text, text])), text + text);
      const call = client.chat(soon());
      call.write(wrapped(text));
      call.end();
      assert.deepEqual(texts((await all(call)).values), [text]);
      assert.equal((await all(client.repeat(wrapped('3 1000'), soon()))).values.length, 3);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, worker) => rounds(worker)));
});
