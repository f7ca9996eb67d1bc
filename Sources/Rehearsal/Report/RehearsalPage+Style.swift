extension RehearsalPage {
    /// The page's style: for light and dark screens, narrow ones, and paper.
    static let style = """
        :root {
          color-scheme: light dark;
          --page: #f6f7f9; --card: #ffffff; --line: #e2e5ea; --text: #14181f; --faint: #5b6472;
          --good: #12805c; --good-soft: #e0f4ec; --warn: #a15c00; --warn-soft: #fdf0dc;
          --bad: #c2263b; --bad-soft: #fde8ea; --blue: #2f6fde; --violet: #7a58c9; --grey: #9aa3b0; --teal: #1b8c9c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #0f1216; --card: #171b21; --line: #2b313a; --text: #e8ebf0; --faint: #98a2b1;
            --good: #46c795; --good-soft: #143328; --warn: #f0b255; --warn-soft: #382810;
            --bad: #ff7d8b; --bad-soft: #3d1a20; --blue: #74a5ff; --violet: #b79cf5; --grey: #6b7482; --teal: #5cc6d4;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--text);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
        }
        main { max-width: 1080px; margin: 0 auto; padding: 40px 20px 60px; }
        section, header {
          background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 26px; margin: 0 0 18px;
        }
        header { border-top: 6px solid var(--bad); }
        header.graceful { border-top-color: var(--good); }
        header.late, header.failed { border-top-color: var(--warn); }
        h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { margin: 0 0 6px; font-size: 18px; }
        h3 { margin: 0 0 4px; font-size: 15px; overflow-wrap: anywhere; }
        p { margin: 0 0 8px; }
        .eyebrow {
          margin: 0 0 4px; color: var(--faint); font-size: 12px; font-weight: 600; letter-spacing: 0.08em;
          text-transform: uppercase;
        }
        .verdict { display: flex; align-items: center; gap: 12px; margin: 14px 0 6px; font-size: 26px; color: var(--bad); }
        .verdict .mark {
          display: inline-grid; place-items: center; width: 38px; height: 38px; border-radius: 50%; font-size: 20px;
          font-weight: 700; background: var(--bad); color: var(--card);
        }
        .graceful .verdict { color: var(--good); }
        .graceful .verdict .mark { background: var(--good); }
        .late .verdict, .failed .verdict { color: var(--warn); }
        .late .verdict .mark, .failed .verdict .mark { background: var(--warn); }
        .lead { margin: 0; font-size: 17px; overflow-wrap: anywhere; }
        .faint { color: var(--faint); }
        .scroll { overflow-x: auto; }
        .badge {
          display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 13px; font-weight: 600;
          white-space: nowrap; background: var(--bad-soft); color: var(--bad);
        }
        .badge.graceful { background: var(--good-soft); color: var(--good); }
        .badge.late, .badge.failed { background: var(--warn-soft); color: var(--warn); }

        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 18px; margin: 0; }
        .figures dt { color: var(--faint); font-size: 13px; }
        .figures dd { margin: 0; font-size: 24px; font-weight: 600; font-variant-numeric: tabular-nums; }

        .advice { border-left: 4px solid var(--blue); padding: 2px 0 2px 14px; margin: 14px 0 0; }
        .advice.error { border-color: var(--bad); }
        .advice.warning { border-color: var(--warn); }
        .advice .explanation { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--faint); }
        .advice ul { margin: 4px 0 0; padding-left: 20px; overflow-wrap: anywhere; }

        table { border-collapse: collapse; width: 100%; font-size: 14px; }
        th, td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        thead th { color: var(--faint); font-weight: 600; font-size: 13px; white-space: nowrap; }
        tbody tr:last-child > * { border-bottom: 0; }
        .figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .open { overflow-wrap: anywhere; }
        .events { list-style: none; padding: 0; margin-bottom: 0; columns: 2; column-gap: 36px; font-size: 14px; }
        .events li { display: grid; grid-template-columns: 62px 62px 1fr; gap: 12px; padding: 2px 0; break-inside: avoid; }
        .events .time, .events .step { text-align: right; font-variant-numeric: tabular-nums; }
        .events .step { color: var(--faint); }
        .events li { overflow-wrap: anywhere; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 4px 0 0; font-size: 12.5px; color: var(--faint); }
        .legend span::before {
          content: ""; display: inline-block; width: 3px; height: 13px; margin-right: 6px; vertical-align: -2px;
          background: var(--blue);
        }
        .legend .terminated::before { background: var(--warn); }
        .legend .killed::before { background: var(--bad); }
        .legend .exited::before { background: var(--text); }
        .legend .budget::before { background: none; border-left: 2px dashed var(--text); }
        .pairs th { width: 1%; white-space: nowrap; color: var(--faint); font-weight: 500; }
        .pairs td { overflow-wrap: anywhere; }

        details { border-top: 1px solid var(--line); margin-top: 12px; padding-top: 10px; }
        summary { cursor: pointer; font-weight: 600; }
        summary::marker { color: var(--faint); }
        details > table, details > ol, details > p { margin-top: 8px; }
        .log {
          list-style: none; padding: 0; margin-bottom: 0; font: 12.5px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
        }
        .log li { display: grid; grid-template-columns: 76px 110px 1fr; gap: 12px; }
        .log .time { text-align: right; color: var(--faint); }
        .log .source { color: var(--faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .log code { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
        .log .platform code { color: var(--faint); }
        .log .omitted { display: block; padding: 4px 0; text-align: center; color: var(--faint); }

        .chart { display: block; width: 100%; min-width: 620px; height: auto; margin-top: 8px; }
        .chart text { font-size: 12.5px; fill: var(--faint); font-variant-numeric: tabular-nums; }
        .chart .axis line { stroke: var(--line); }
        .chart .zone { fill: var(--good-soft); }
        .chart .bar { fill: var(--bad); }
        .chart .bar.graceful { fill: var(--good); }
        .chart .bar.late, .chart .bar.failed { fill: var(--warn); }
        .chart .row .value { fill: var(--text); font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
        .chart .mark line { stroke: var(--text); stroke-width: 2; }
        .chart .mark text { fill: var(--text); font-weight: 700; font-size: 13px; }
        .chart .mark.limit line { stroke: var(--grey); stroke-width: 1.5; stroke-dasharray: 5 4; }
        .chart .mark.limit text { fill: var(--faint); font-weight: 500; }
        .life .mark.budget line { stroke-dasharray: 4 3; }
        .chart .name { fill: var(--text); font-size: 13px; }
        .chart .block { fill: var(--grey); }
        .chart .block.unpack { fill: var(--grey); }
        .chart .block.init { fill: var(--violet); }
        .chart .block.invocation { fill: var(--blue); }
        .chart .block.frozen { fill: none; stroke: var(--grey); stroke-dasharray: 3 3; }
        .chart .block.shutdown { fill: var(--teal); }
        .chart .block.process { fill: var(--line); }
        .chart .caption { fill: var(--card); font-weight: 600; font-size: 12px; }
        .chart .block.frozen ~ .caption { fill: var(--faint); font-weight: 500; }
        .chart .moment line { stroke: var(--blue); stroke-width: 2; }
        .chart .moment.terminated line { stroke: var(--warn); stroke-width: 2.5; }
        .chart .moment.killed line { stroke: var(--bad); stroke-width: 3; }
        .chart .moment.exited line { stroke: var(--text); stroke-width: 2; }

        footer { color: var(--faint); font-size: 13px; padding: 4px 6px; }
        footer p { margin: 0 0 2px; overflow-wrap: anywhere; }

        @media (max-width: 640px) {
          main { padding: 16px 10px 40px; }
          section, header { padding: 16px; border-radius: 10px; }
          .events { columns: 1; }
          .log li { grid-template-columns: 60px 1fr; }
          .log .source { display: none; }
        }
        @media print {
          :root {
            --page: #ffffff; --card: #ffffff; --line: #cccccc; --text: #000000; --faint: #444444; --good: #0b6b4b;
            --good-soft: #e0f4ec; --warn: #8a4f00; --warn-soft: #fdf0dc; --bad: #a3182c; --bad-soft: #fde8ea;
          }
          * { print-color-adjust: exact; }
          main { max-width: none; padding: 0; }
          section, header { border-radius: 0; break-inside: avoid-page; }
          section.repetition { break-inside: auto; }
          details::details-content { content-visibility: visible; block-size: auto; }
          summary { list-style: none; }
        }

        """
}
