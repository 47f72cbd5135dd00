using AppleAnalytics.LocalHost.Commands;

return await CommandLine.RunAsync(args, Console.Out, Console.Error, Directory.GetCurrentDirectory());
