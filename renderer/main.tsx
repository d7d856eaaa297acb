import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app/app.tsx';
import { ErrorBoundary } from './app/error-boundary.tsx';
import './kit/kit.css';

// The page's policy forbids evaluated code; without this, zod would probe for it and be reported.
config({ jitless: true });

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
