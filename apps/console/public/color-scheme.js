// Runs before the first paint. The key and the attribute are those of src/theme/Theme.tsx.
;(function () {
  let mode = null
  try {
    mode = localStorage.getItem('kube-dc-color-scheme')
  } catch {
    // Storage may be refused; then the system decides.
  }
  if (mode !== 'light' && mode !== 'dark') {
    mode = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  document.documentElement.dataset.theme = mode
})()
