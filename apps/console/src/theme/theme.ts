import { createTheme, type Shadows } from '@mui/material/styles'

/** The same names in both schemes: the variables themselves know light from dark (tokens.css). */
const palette = {
  primary: { main: 'var(--ink)', dark: 'var(--ink-hover)', contrastText: 'var(--on-ink)' },
  secondary: { main: 'var(--accent)', contrastText: 'var(--on-ink)' },
  error: { main: 'var(--bad)' },
  warning: { main: 'var(--wait)' },
  success: { main: 'var(--ok)' },
  info: { main: 'var(--accent)' },
  text: { primary: 'var(--text)', secondary: 'var(--text-2)', disabled: 'var(--text-3)' },
  divider: 'var(--line)',
  background: { paper: 'var(--raised)', default: 'var(--page)' },
}

const ABOVE = 'var(--shadow)'

/** A shadow only means "above": 8 is menus and popovers, 24 dialogs; everything else lies flat. */
const shadows: Shadows = [
  ...(['none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', ABOVE] as const),
  ...(['none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none'] as const),
  ...(['none', 'none', 'none', 'none', 'none', 'none', ABOVE] as const),
]

/**
 * The look of the MUI components that the console uses: Dialog, Menu with its items, Popover. All other parts are
 * plain elements (tokens.css says why); a further MUI component gets its look here with its first use.
 */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', nativeColor: true },
  colorSchemes: { light: { palette }, dark: { palette } },
  spacing: 4,
  shape: { borderRadius: 6 },
  shadows,
  typography: {
    fontFamily: 'var(--sans)',
    fontSize: 14,
    body1: { fontSize: '0.875rem', lineHeight: '1.25rem', letterSpacing: 0 },
  },
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      // The font comes from where the button stands, as for every plain element.
      styleOverrides: { root: { font: 'inherit', fontFeatureSettings: 'inherit' } },
    },
    MuiPaper: {
      // Dark planes are lighter by their token; MUI would lay a white veil over them.
      styleOverrides: { root: { backgroundImage: 'none', color: 'inherit' } },
    },
    MuiDialog: {
      defaultProps: { transitionDuration: 160 },
      styleOverrides: {
        paper: { width: 520, maxWidth: 'calc(100vw - 32px)', margin: 16, borderRadius: 12, boxShadow: ABOVE },
      },
    },
    MuiPopover: {
      defaultProps: { transitionDuration: 120 },
      styleOverrides: { paper: { marginTop: 6, borderRadius: 8, boxShadow: ABOVE } },
    },
    MuiMenu: { styleOverrides: { list: { padding: 4 } } },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          gap: 8,
          minHeight: 32,
          // MUI has a rule of its own for wide windows.
          '@media (min-width: 600px)': { minHeight: 32 },
          padding: '0 10px',
          borderRadius: 4,
          font: '400 0.8125rem/1.125rem var(--sans)',
          '&:hover, &.Mui-focusVisible': { background: 'var(--hover)' },
          '&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible': {
            background: 'var(--accent-tint)',
          },
          '&:focus-visible': { outlineOffset: -2 },
          '@media (max-width: 759.98px)': { minHeight: 44 },
        },
      },
    },
    MuiBackdrop: {
      styleOverrides: {
        root: { background: 'rgb(8 20 22 / 0.4)', '&.MuiBackdrop-invisible': { background: 'none' } },
      },
    },
  },
})
