'use strict';
// CommonJS, because both the bootstrap (an ES module) and the TypeScript tools (CommonJS) load it.
const fs = require('node:fs');
const path = require('node:path');

/**
 * Start time of the process `pid`, on Linux: a number that another process with the same id lacks. Empty on other
 * systems, and for a process that is gone or only waits for its parent to notice its end.
 */
function startTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Checks whether the process `pid` that started at `started` is still alive. */
function isAlive(pid, started) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return startTime(pid) === started;
}

function readHolder(file) {
  try {
    return fs.readlinkSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the lock of a process that is gone, but never one that another process took in the meantime. */
function removeStale(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (fs.readlinkSync(aside) !== holder) fs.renameSync(aside, file);
  else fs.unlinkSync(aside);
}

/**
 * Takes the lock `file` for this process, or tells which process holds it. The lock of a process that is gone counts
 * as free. It is a symbolic link whose target is the holder, because a link is made and filled in one step.
 */
function tryLock(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const me = `${process.pid}@${startTime(process.pid)}`;
  for (;;) {
    try {
      fs.symlinkSync(me, file);
      return { release: () => fs.rmSync(file, { force: true }) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder === undefined) continue;
    const [pid, started] = holder.split('@');
    if (isAlive(Number(pid), started)) return { heldBy: Number(pid) };
    removeStale(file, holder);
  }
}

module.exports = { tryLock, startTime, isAlive };
