using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("AppleAnalytics.LocalHost.Tests")]
