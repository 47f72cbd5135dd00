using AppleAnalytics.Benchmarks;

// `-- peers [rows] [files]`: whole processes turn by turn, on data made here. `-- quota [apps]`: a portfolio's calls to Apple. Without them BenchmarkDotNet runs the inner parts.
return args switch
{
    ["peers", .. var rest] => await PeersBenchmark.RunAsync(rest),
    ["quota", .. var rest] => await QuotaBenchmark.RunAsync(rest),
    ["child", .. var rest] => await ChildProcess.RunAsync(rest),
    _ => InnerBenchmarks.Run(args),
};
