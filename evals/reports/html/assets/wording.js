// The data of the page, and the words around it in the reader's language.

const DATA = JSON.parse(document.getElementById("data").textContent);

/** Returns the words of that name with the values filled in; `(one|many)` after a count follows it. */
function t(key, ...values) {
  const rest = values.map((value) => (typeof value === "number" ? count(value) : value));
  const text = DATA.words[state.language][key].replaceAll("{}", () => rest.shift());
  return text.replace(
    /([0-9,]+ )\(([a-z]+)\|([a-z]+)\)/g,
    (_, number, one, many) => number + (number === "1 " ? one : many),
  );
}

/** Returns a number as the reader writes it. */
function count(number) {
  return number.toLocaleString(state.language);
}

/** Returns an exact value with its thousands apart; fractions stay as they are written. */
function exact(amount) {
  const [whole, decimals] = amount.value.split(".");
  const number = /^-?\d+$/.test(whole)
    ? whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? `.${decimals}` : "")
    : amount.value;
  return amount.unit ? `${number} ${amount.unit}` : number;
}
