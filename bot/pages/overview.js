"use strict";
// The table of the overview: filters, sorts and shows 100 rows at a time, so that 200,000 are no burden.
// A row is [id, place of the verdict, date or "", a letter for each criterion].
{
  const [ID, VERDICT, DATE, LETTERS] = [0, 1, 2, 3];
  const ROWS_A_PAGE = 100;
  const NAMED = 3; // criteria named in a cell
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("data").textContent);
  const number = new Intl.NumberFormat(document.documentElement.lang).format;
  const inOrder = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const lower = data.rows.map((row) => row[ID].toLowerCase());
  const state = { key: "verdict", down: false, page: 0, places: [] };
  const ranks = {};

  const count = (letters, letter) => letters.split(letter).length - 1;

  // The places of all rows from first to last by one column; made once for each.
  const measures = {
    id: (one, other) => inOrder(data.rows[one][ID], data.rows[other][ID]),
    verdict: (one, other) => data.rows[one][VERDICT] - data.rows[other][VERDICT],
    revisit_on: (one, other) => byDate(data.rows[one][DATE], data.rows[other][DATE]),
    fails: (one, other) => fails[one] - fails[other],
    open: (one, other) => open[one] - open[other],
  };
  const byDate = (one, other) => (one === other ? 0 : !one ? 1 : !other ? -1 : one < other ? -1 : 1);
  const fails = Uint8Array.from(data.rows, (row) => count(row[LETTERS], "f"));
  const open = Uint8Array.from(data.rows, (row) => count(row[LETTERS], "u"));
  const ranked = (key) => (ranks[key] ??= Uint32Array.from(data.rows.keys()).sort(measures[key]));

  const refresh = () => {
    const text = find("text").value.trim().toLowerCase();
    const verdict = find("verdict").value;
    const criterion = find("criterion").value;
    const status = find("status").value;
    const wanted = (place) => {
      const row = data.rows[place];
      return (
        (!text || lower[place].includes(text)) &&
        (!verdict || row[VERDICT] === Number(verdict)) &&
        (!status || (criterion ? row[LETTERS][criterion] === status : row[LETTERS].includes(status)))
      );
    };
    state.places = ranked(state.key).filter(wanted);
    if (state.down) state.places.reverse();
    state.page = 0;
    show();
  };

  const cell = (text, name) => {
    const made = document.createElement("td");
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const listed = (letters, letter) => {
    const labels = data.criteria.filter((_, place) => letters[place] === letter);
    if (!labels.length) return "";
    const more = labels.length - NAMED;
    const names = labels.slice(0, NAMED).join(", ");
    return `${labels.length}: ${names}${more > 0 ? ` ${data.more.replace("{count}", more)}` : ""}`;
  };

  const line = (place) => {
    const [id, verdict, date, letters] = data.rows[place];
    const [name, sign, status] = data.verdicts[verdict];
    const made = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = id;
    made.append(head, cell(`${sign} ${name}`, `status ${status}`), cell(date, "date"));
    made.append(cell(listed(letters, "f")), cell(listed(letters, "u")));
    return made;
  };

  const show = () => {
    const first = state.page * ROWS_A_PAGE;
    const places = Array.from(state.places.slice(first, first + ROWS_A_PAGE));
    const total = state.places.length;
    find("rows").replaceChildren(...places.map(line));
    const said = { first: number(first + 1), last: number(first + places.length), count: number(total) };
    find("shown").textContent = total ? data.shown.replace(/\{(\w+)\}/g, (_, name) => said[name]) : data.none;
    find("before").disabled = state.page === 0;
    find("next").disabled = first + ROWS_A_PAGE >= total;
    for (const head of document.querySelectorAll("#patients th[data-key]")) {
      const sorted = head.dataset.key === state.key;
      head.ariaSort = sorted ? (state.down ? "descending" : "ascending") : "none";
    }
  };

  const sortBy = (key) => {
    state.down = key === state.key ? !state.down : key === "fails" || key === "open";
    state.key = key;
    refresh();
  };

  const turn = (step) => {
    state.page += step;
    show();
  };

  let waiting = 0;
  find("text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 120); // milliseconds: not for every key
  });
  for (const id of ["verdict", "criterion", "status"]) find(id).addEventListener("change", refresh);
  find("filters").addEventListener("reset", () => setTimeout(refresh));
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const head of document.querySelectorAll("#patients th[data-key]")) {
    head.firstElementChild.addEventListener("click", () => sortBy(head.dataset.key));
  }
  find("before").addEventListener("click", () => turn(-1));
  find("next").addEventListener("click", () => turn(1));
  find("no_script").hidden = true;
  find("table").hidden = false;
  refresh();
}
