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

/** A shadow only means "above": elevation 8 is menus and the panel, 24 dialogs; everything else lies flat. */
function shadowsFor(above: readonly number[]): Shadows {
  const flat: Shadows = [
    'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none',
    'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none',
  ] // prettier-ignore
  for (const level of above) flat[level] = 'var(--shadow)'
  return flat
}

/**
 * The look of the MUI components that the console uses: Button, ButtonBase, IconButton, Checkbox, Dialog, Menu, Popover,
 * Tooltip. All others of our parts are plain elements (tokens.css says why).
 */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', nativeColor: true },
  colorSchemes: { light: { palette }, dark: { palette } },
  spacing: 4,
  shape: { borderRadius: 6 },
  shadows: shadowsFor([8, 24]),
  typography: {
    fontFamily: 'var(--sans)',
    fontSize: 14,
    button: {
      textTransform: 'none',
      fontWeight: 600,
      fontSize: '0.8125rem',
      lineHeight: 1.25,
      letterSpacing: 0,
    },
    body1: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    body2: { fontSize: '0.8125rem', lineHeight: '1.125rem' },
  },
})
