// What every contender answers, and tells the other: the same bytes.
const at = "2030-01-01T00:00:00Z";

export const receipt = { ok: true, body: { seq: 1, at, withheld: false } };

export const heard = ({ conversation, text }) => ({
  conversation,
  line: {
    seq: 1, at, role: "visitor", name: "Bench", text,
    mine: false, ref: null, notice: null, withheld: false, notes: [],
  },
});
