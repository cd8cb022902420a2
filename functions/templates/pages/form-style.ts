/** What only pages with a form to fill in have. */
export const formStyle = `
.opening{display:grid;gap:.5rem}
.note,.alert{padding:.75rem 1rem;border-radius:.625rem;border-inline-start:4px solid var(--accent);background:var(--card)}
.alert{margin-block-end:1rem;border-color:var(--alert);background:var(--alertGround);color:var(--alert);font-weight:600}
.stack>.alert{margin:0}
.alert ul{padding-inline-start:1.25rem}
.alert a{color:inherit}
legend{margin-block-end:1rem}
label.field{inline-size:fit-content}
.field,.follow-up legend{display:block;font-weight:600;margin-block-end:.5rem}
textarea,input[type=text]{display:block;inline-size:100%;padding:.75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:inherit;font:inherit}
textarea{min-block-size:7rem;resize:vertical}
[aria-invalid]{border-color:var(--alert)}
.count:empty{display:none}
.count{text-align:end;font-variant-numeric:tabular-nums}
.choices{display:grid;gap:.5rem;margin-block-start:.5rem}
.choice{display:flex;align-items:center;gap:.75rem;min-block-size:2.75rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);cursor:pointer}
.choice input{flex:none;inline-size:1.25rem;block-size:1.25rem;margin:0;accent-color:var(--accent)}
.choice:hover,.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.other label{display:block;margin-block-end:.25rem}
.send{display:grid;gap:.75rem}
@media (min-width:44rem){
.note{background:var(--ground)}
textarea,input[type=text],.choice{background:var(--tile)}
}
`;
