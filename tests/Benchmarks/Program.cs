using AppleAnalytics.Benchmarks;

// `-- peers [rows] [files]`: whole processes turn by turn, on data made here. Without it BenchmarkDotNet runs the inner parts.
return args switch
{
    ["peers", .. var rest] => await PeersBenchmark.RunAsync(rest),
    ["child", .. var rest] => await ChildProcess.RunAsync(rest),
    _ => InnerBenchmarks.Run(args),
};
