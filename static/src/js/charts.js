// Turns a static chart into a Plotly chart when it comes into view. The drawing made by the server stays whenever anything fails.
const script = document.currentScript;
const language = document.documentElement.lang.slice(0, 2);
const SEPARATORS = { it: ',.', en: '.,' };
let library;

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = url;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`Could not load ${url}`));
    document.head.append(element);
  });
}

async function fetchLibrary() {
  await loadScript(script.dataset.plotly);
  if (language === 'it') await loadScript(script.dataset.plotlyLocale);
  return window.Plotly;
}

function loadPlotly() {
  library ??= fetchLibrary();
  return library;
}

async function fetchFigure(url) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

function completeLayout(layout) {
  const touch = window.matchMedia('(pointer: coarse)').matches;
  return {
    separators: SEPARATORS[language],
    font: { family: '"Titillium Web", sans-serif', size: 14, color: '#1A1A1A' },
    margin: { l: 56, r: 12, t: 12, b: 40 },
    legend: { orientation: 'h', y: -0.14 },
    paper_bgcolor: '#fff',
    ...layout,
    autosize: true,
    width: undefined,
    height: undefined,
    // A finger that moves over the chart scrolls the page.
    ...(touch ? { dragmode: false } : {}),
  };
}

const CONFIG = {
  locale: language,
  displaylogo: false,
  responsive: true,
  modeBarButtons: [['toImage', 'resetScale2d']],
};

async function drawLive(figure) {
  const drawing = figure.querySelector('.chart-static');
  const live = figure.querySelector('.chart-live');
  const [plotly, chart] = await Promise.all([loadPlotly(), fetchFigure(figure.dataset.plotlyUrl)]);
  const height = Math.max(drawing.offsetHeight, 300); // the page below does not move
  live.style.height = `${height}px`;
  live.hidden = false;
  drawing.hidden = true;
  try {
    await plotly.newPlot(live, chart.data, completeLayout(chart.layout), CONFIG);
    figure.dataset.live = 'yes';
  } catch (problem) {
    drawing.hidden = false;
    live.hidden = true;
    throw problem;
  }
}

function watchCharts() {
  const figures = document.querySelectorAll('figure.chart[data-plotly-url]');
  const sparing = navigator.connection?.saveData || window.matchMedia('print').matches;
  if (!figures.length || sparing || !('IntersectionObserver' in window)) return;
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      drawLive(target).catch((problem) => console.warn('The chart stays a drawing:', problem.message));
    }
  }, { rootMargin: '120px' });
  figures.forEach((figure) => observer.observe(figure));
}

watchCharts();
