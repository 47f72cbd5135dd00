using AppleAnalytics.Benchmarks;

// `-- peers [rows] [files] [turns]`: whole processes turn by turn, on data made here. `-- inner`: the parts, by BenchmarkDotNet.
// `-- quota [apps]`: a portfolio's calls to Apple.
return args switch
{
    ["peers", .. var rest] => await PeersBenchmark.RunAsync(rest),
    ["quota", .. var rest] => await QuotaBenchmark.RunAsync(rest),
    ["child", .. var rest] => await ChildProcess.RunAsync(rest),
    ["inner", .. var rest] => InnerBenchmarks.Run(rest),
    _ => throw new ArgumentException("Say what to run: -- peers [rows] [files] [turns], -- inner, or -- quota [apps]."),
};
