// What is new this month, put on the page in one go: what the page's own bookkeeping would draw one by one.
(() => {
  const TRIES = 250, PAUSE = 20; // five seconds, for what is not built yet
  const waiting = new Map();
  let tries = 0, timer;

  const textOf = (id) => getHtmlElement(id);
  const chartOf = (id) => getElement(id)?.chart;

  function put() {
    for (const [id, [find, show]] of waiting) {
      const target = find(id);
      if (!target) continue;
      show(target);
      waiting.delete(id);
    }
    if (tries-- === 0) waiting.clear();
    clearTimeout(timer);
    if (waiting.size) timer = setTimeout(put, PAUSE);
  }

  // texts and charts: [id, what it shows now]
  window.showNews = (texts, charts) => {
    for (const [id, text] of texts) waiting.set(id, [textOf, (element) => { element.textContent = text; }]);
    for (const [id, options] of charts) waiting.set(id, [chartOf, (chart) => chart.setOption(options)]);
    tries = TRIES;
    put();
  };
})();
