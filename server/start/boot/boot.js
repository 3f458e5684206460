// Asks how far the start has come and goes on to the screens when it has ended. Plain JavaScript: nothing is built yet.
const words = {
  database: ['正在启动数据库', 'Starting the database'],
  migrate: ['正在准备数据库结构', 'Preparing the tables'],
  sample: ['正在生成示例辖区', 'Making the sample district'],
  load: ['正在存入示例辖区', 'Storing the sample district'],
  screens: ['正在构建页面', 'Building the screens'],
  memory: ['正在载入边界与最新位置', 'Reading borders and newest positions'],
  stopped: ['服务没有应答，请看终端', 'The server does not answer: see the terminal'],
};
const show = (stage, detail, percent) => {
  const [zh, en] = words[stage] ?? ['正在启动', 'Starting'];
  const more = detail ? ` · ${detail}` : '';
  document.getElementById('stage').textContent = zh + more;
  document.getElementById('stage-en').textContent = en + more;
  const bar = document.getElementById('bar');
  if (percent === null) bar.removeAttribute('value');
  else bar.value = percent;
};
let missed = 0;
const ask = async () => {
  try {
    const answer = await fetch('/api/health', { cache: 'no-store' });
    const health = await answer.json();
    missed = 0;
    if (health.state !== 'starting') {
      location.replace(location.pathname === '/' ? '/watch' : location.href);
      return;
    }
    show(health.stage, health.detail, (100 * health.done) / health.total);
  } catch {
    // It may be between two moments; or its start has failed, and the terminal says why.
    if (++missed > 4) show('stopped', '', null);
  }
  setTimeout(ask, 500);
};
void ask();
