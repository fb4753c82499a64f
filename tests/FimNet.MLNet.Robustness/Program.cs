using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FimNet.MLNet.Robustness;
using FimNet.MLNet.Robustness.Images;
using FimNet.MLNet.Robustness.Models;

// The argument is the largest number of cases of a class, for a short run; without it all are run. Children, one a core, run the cases and survive none that kills them.
string[] limits = [.. args.Where(argument => argument != CaseProcess.Child)];
int most = limits is [var limit] ? int.Parse(limit, CultureInfo.InvariantCulture) : int.MaxValue;
var models = new ModelCases(Golden("normalized-1.2.zip"), Golden("format-1.1.zip"));
using var images = new ImageCases();
CaseClass[] classes = [.. models.All().Append(new LoadingStageCases().All()).Concat(images.All()).Select(cases => cases.Take(most))];
if (args.Contains(CaseProcess.Child))
{
    new CaseRunner(classes, Console.In, Console.Out).Run();
    return 0;
}

var watch = Stopwatch.StartNew();
var results = new CaseResults(classes);
var ranges = new ConcurrentQueue<CaseRange>(classes.SelectMany(CaseRange.Of));
await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() =>
{
    using var process = new CaseProcess(limits, results);
    process.Run(ranges);
})));
foreach (string line in results.Table())
{
    Console.WriteLine(line);
}

Console.WriteLine($"\n{classes.Sum(cases => cases.Cases)} cases in {watch.Elapsed.TotalSeconds:f0} s, {results.Failures.Count} failed.");
foreach (string failure in results.Failures)
{
    Console.WriteLine($"- {failure}");
}

return results.Failures.Count == 0 ? 0 : 1;

static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name));
