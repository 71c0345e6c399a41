import '@mui/material/Button'

declare module '@mui/material/Button' {
  interface ButtonPropsVariantOverrides {
    primary: true
    fill: true
    outline: true
    quiet: true
    danger: true
    text: false
    contained: false
    outlined: false
  }
}
