// What the scripts of registry sites do to their pages after loading, and what a hostile page might do to badges.
// Everything is chosen by the address: variant, delay, rows, hostile.
const settings = JSON.parse(document.querySelector('#settings').textContent);
const list = document.querySelector('#list');
const query = (more) => new URLSearchParams({ ...settings.query, ...more });
const fetchItems = (from, count) => fetch(`/sandbox/items?${query({ from, count })}`).then((answer) => answer.text());
const fetchNames = (from, count) => fetch(`/sandbox/names?${query({ from, count })}`).then((answer) => answer.json());
const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));
const namesOnPage = () => [...document.querySelectorAll(settings.nameSelector)];

/** Writes another company into an element that is there already, as pages that recycle theirs do. */
function rewrite(element, { name, marked, attributes }, how) {
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  const inner = element.querySelector('span:not(:empty)') ?? element;
  const text = [...inner.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  if (how === 'text' && text) {
    for (const node of [...inner.childNodes]) if (node !== text) node.remove();
    text.data = name;
  } else inner.innerHTML = marked;
}

let shown = settings.count;
async function nextPage(how) {
  // Counted before waiting: a second press meanwhile goes on to the page after, not to the same one again.
  const from = shown;
  shown += settings.count;
  const names = await fetchNames(from, settings.count);
  for (const [index, element] of namesOnPage().entries()) {
    if (names[index]) rewrite(element, names[index], how);
    else element.closest('.card, tr, a, div').remove();
  }
  document.body.dataset.shown = String(shown);
}

/** Virtual scrolling: the first result becomes the last, as another company. */
async function rotate() {
  const from = shown;
  shown += 1;
  const [next] = await fetchNames(from, 1);
  const first = list.firstElementChild;
  rewrite(first.matches(settings.nameSelector) ? first : first.querySelector(settings.nameSelector), next, 'markup');
  list.append(first);
}

function scrollForever() {
  const end = document.querySelector('#end');
  let busy = false;
  const more = async () => {
    if (busy || shown >= settings.rows || end.getBoundingClientRect().top > innerHeight + 600) return;
    busy = true;
    list.insertAdjacentHTML('beforeend', await fetchItems(shown, settings.count));
    shown += settings.count;
    document.body.dataset.shown = String(shown);
    busy = false;
    void more();
  };
  addEventListener('scroll', more);
  void more();
}

async function appear() {
  await pause(settings.delay);
  if (settings.late === 'list') list.innerHTML = await fetchItems(0, settings.count);
  else await showCompany(location.href, false);
  document.body.dataset.appeared = String(performance.now());
}

/** Goes to another company without loading; what a script holds of the first one stays in the head. */
async function showCompany(address, push = true) {
  const text = await (await fetch(`${address}${address.includes('?') ? '&' : '?'}whole=1`)).text();
  const next = new DOMParser().parseFromString(text, 'text/html');
  if (push) history.pushState({}, '', address);
  await pause(20);
  document.title = next.title;
  await pause(20);
  const main = document.querySelector('#main');
  const before = codeIn(main)?.data;
  main.innerHTML = next.querySelector('#main').innerHTML;
  if (settings.variant === 'late-code' && before !== undefined) await codeComesLate(main, before);
}

/** The text that holds the company's code. */
function codeIn(main) {
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (/[0-9A-Z]{18}/.test(texts.currentNode.data)) return texts.currentNode;
  return null;
}

/** The cell still shows the last company's code until the button is pressed. */
async function codeComesLate(main, before) {
  const cell = codeIn(main);
  const own = cell.data;
  cell.data = before;
  await new Promise((come) => document.querySelector('#code-now').addEventListener('click', come, { once: true }));
  cell.data = own;
}

const hostile = {
  /** Copies whatever is put into a name into all other names. */
  copy(node) {
    for (const name of namesOnPage()) if (name !== node.parentNode) name.append(node.cloneNode(true));
  },
  /** Moves it into another company's name. */
  steal(node) {
    namesOnPage().at(-1).append(node);
  },
  style(node) {
    node.setAttribute(
      'style',
      'display: none !important; position: fixed !important; left: 500px !important; opacity: 0',
    );
    node.className = 'hidden';
    node.hidden = true;
  },
  remove(node) {
    node.remove();
  },
  /** Presses it without a person. */
  press(node) {
    node.click();
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
  },
};
// A page may change what its own world sees of the browser; ours is another.
if (settings.hostile !== '') {
  Element.prototype.attachShadow = () => {
    throw new Error('caught');
  };
  for (const tag of ['xinshao-badge', 'xs-badge']) customElements.define(tag, class extends HTMLElement {});
}
if (settings.hostile === 'press') document.addEventListener('click', (event) => event.preventDefault());
const act = hostile[settings.hostile];
if (act) {
  let left = 500;
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (left <= 0 || node.nodeName !== 'SPAN' || node.attributes.length > 0 || node.childNodes.length > 0) continue;
        left -= 1;
        act(node);
      }
    }
  }).observe(list ?? document.body, { childList: true, subtree: true });
}

async function flood() {
  const box = document.querySelector('#flood');
  const address = namesOnPage()[0]?.getAttribute('href') ?? '#';
  for (let round = 0; round < 100; round += 1) {
    for (let index = 0; index < 500; index += 1) {
      const link = document.createElement('a');
      link.href = address;
      link.textContent = `${round}-${index}`;
      box.append(link);
      link.firstChild.data = `x${index}`;
    }
    box.textContent = '';
    await pause(0);
  }
  document.body.dataset.flooded = 'yes';
}

document.querySelector('#next')?.addEventListener('click', () => void nextPage('markup'));
document.querySelector('#next-text')?.addEventListener('click', () => void nextPage('text'));
document.querySelector('#rotate')?.addEventListener('click', () => void rotate());
document.querySelector('#flood-now')?.addEventListener('click', () => void flood());
document.querySelector('#go')?.addEventListener('click', (event) => {
  event.preventDefault();
  void showCompany(event.target.href);
});
if (settings.variant === 'scroll') scrollForever();
if (settings.delay > 0) void appear();
