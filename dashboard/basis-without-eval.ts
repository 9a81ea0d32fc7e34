import type { Plugin } from 'vite';

/**
 * The transcoder of Basis textures that comes with three.js builds its calls as text and runs it, which no page of Linetwin may (its content
 * security policy has no `unsafe-eval`). These are the same two places as Emscripten writes them where text must not be run
 * (`-sDYNAMIC_EXECUTION=0`).
 */
const REPLACEMENTS: readonly [from: string, to: string][] = [
  [
    'let[args,invokerFnBody]=createJsInvoker(argTypes,isClassMethodFunc,returns,isAsync);args.push(invokerFnBody);' +
      'var invokerFn=newFunc(Function,args)(...closureArgs);',
    `var invokerFn=function(...given){
  if(given.length!==argCount-2)throwBindingError(\`function \${humanName} called with \${given.length} arguments, expected \${argCount-2}\`);
  var destructors=needsDestructorStack?[]:null;
  var thisWired=isClassMethodFunc?argTypes[1].toWireType(destructors,this):undefined;
  var wired=given.map((one,i)=>argTypes[i+2].toWireType(destructors,one));
  var rv=isClassMethodFunc?cppInvokerFunc(cppTargetFunc,thisWired,...wired):cppInvokerFunc(cppTargetFunc,...wired);
  if(needsDestructorStack)runDestructors(destructors);
  else for(var i=isClassMethodFunc?1:2;i<argTypes.length;++i){
    if(argTypes[i].destructorFunction!==null)argTypes[i].destructorFunction(i===1?thisWired:wired[i-2]);
  }
  if(returns)return argTypes[0].fromWireType(rv);
};`,
  ],
  [
    'params.push(functionBody);var invokerFunction=newFunc(Function,params)(...args);',
    `var invokerFunction=(obj,func,destructorsRef,given)=>{
  var at=0;
  var read=types.map(type=>{var value=type.readValueFromPointer(given+at);at+=type.argPackAdvance;return value});
  var rv=kind===1?new func(...read):kind===0?func.call(obj,...read):func.call(...read);
  if(!retType.isVoid)return emval_returnValue(retType,destructorsRef,rv);
};`,
  ],
];

/** Rewrites the transcoder in the build; fails the build when a newer one has other places. */
export const basisWithoutEval: Plugin = {
  name: 'linetwin-basis-without-eval',
  generateBundle(_options, bundle) {
    for (const [file, asset] of Object.entries(bundle)) {
      if (!/basis_transcoder[^/]*\.js$/.test(file) || asset.type !== 'asset') continue;
      let text = String(asset.source instanceof Uint8Array ? Buffer.from(asset.source) : asset.source);
      for (const [from, to] of REPLACEMENTS) {
        if (!text.includes(from)) this.error(`${file} has no place "${from.slice(0, 60)}" any more.`);
        text = text.replace(from, () => to);
      }
      asset.source = text;
    }
  },
};
