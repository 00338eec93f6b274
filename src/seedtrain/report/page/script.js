"use strict";
(() => {
  const root = document.documentElement;
  const narrow = () => window.innerWidth < 640;
  const zh = root.lang.startsWith("zh");
  const drawn = new Map();

  document.querySelectorAll("details.data").forEach((part) => { part.open = false; });

  // Colours of a figure are names of the style, so that one figure serves light and dark.
  const dress = (part, style) => {
    if (typeof part === "string") {
      const found = /^var\((--[\w-]+)\)$/.exec(part);
      return found ? style.getPropertyValue(found[1]).trim() : part;
    }
    if (Array.isArray(part)) return part.map((one) => dress(one, style));
    if (part && typeof part === "object") {
      return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, dress(one, style)]));
    }
    return part;
  };

  const options = {
    responsive: true,
    displaylogo: false,
    locale: zh ? "zh-CN" : "en",
    modeBarButtons: [["zoom2d", "pan2d", "resetScale2d", "toImage"]],
  };

  const draw = (place) => {
    const figure = dress(drawn.get(place), getComputedStyle(root));
    if (figure.layout.xaxis.type === "date") {
      figure.layout.xaxis.nticks = Math.max(3, Math.floor(place.clientWidth / 110));
      figure.layout.xaxis.tickangle = 0;
    }
    if (narrow()) {
      figure.layout.font.size = 10.5;
      figure.layout.margin.r = 6;
      figure.layout.yaxis.tickfont = { size: 9 };
    }
    return Plotly.react(place, figure.data, figure.layout, { ...options, displayModeBar: narrow() ? false : "hover" });
  };

  const drawAll = () => Promise.all([...drawn.keys()].map(draw));

  if (window.Plotly) {
    Plotly.register({
      moduleType: "locale",
      name: "zh-CN",
      dictionary: {
        "Zoom": "缩放", "Pan": "平移", "Reset axes": "复位", "Download plot as a PNG": "下载 PNG 图",
        "Download plot": "下载图", "Double-click to zoom back out": "双击还原",
      },
      format: { date: "%Y-%m-%d", shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"] },
    });
    document.querySelectorAll("script[data-chart]").forEach((holder) => {
      drawn.set(document.getElementById(holder.dataset.chart), JSON.parse(holder.textContent));
    });
    // One after another, so that the page can be read and scrolled meanwhile.
    const waiting = [...drawn.keys()];
    const next = () => {
      if (waiting.length) {
        draw(waiting.shift());
        setTimeout(next, 0);
      }
    };
    next();
  }

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const wear = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    const isDark = theme ? theme === "dark" : dark.matches;
    button.setAttribute("aria-pressed", String(isDark));
    drawn.forEach((_, place) => { if (place.data) draw(place); });
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    wear(isDark ? "light" : "dark");
  });
  dark.addEventListener("change", () => { if (!root.dataset.theme) wear(""); });
  wear("");

  let before = "";
  let opened = [];
  window.addEventListener("beforeprint", () => {
    before = root.dataset.theme || "";
    opened = [...document.querySelectorAll("details.how:not([open])")];
    opened.forEach((part) => { part.open = true; });
    root.dataset.theme = "light";
    drawAll();
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((part) => { part.open = false; });
    wear(before);
  });
})();
