// The data of the page, and the words around it in the reader's language.

const DATA = JSON.parse(document.getElementById("data").textContent);

/** Returns the words of that name with the values in their braces; `(one|many)` after a count follows it. */
function t(key, ...values) {
  return DATA.words[state.language][key].replace(/\{\}(?: \((\w+)\|(\w+)\))?/g, (_, one, many) => {
    const value = values.shift();
    const shown = typeof value === "number" ? count(value) : value;
    return one ? `${shown} ${value === 1 ? one : many}` : shown;
  });
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
