Console.Error.WriteLine("LocalHost has no commands yet.");
return 1;
