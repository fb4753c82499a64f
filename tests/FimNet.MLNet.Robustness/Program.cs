using System.Diagnostics;
using System.Globalization;
using FimNet.MLNet.Robustness;
using FimNet.MLNet.Robustness.Images;
using FimNet.MLNet.Robustness.Models;

// Without arguments: every class in a child process each, and a table. With the name of a class and a number: that class from that case on, in this process.
byte[] zip = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "format-1.2.zip"));
CaseClass[] classes = [.. new ModelCases(zip).All(), .. ImageCases.All()];
if (args is [var name, var number])
{
    CaseRunner.Run(classes.Single(c => c.Name == name), int.Parse(number, CultureInfo.InvariantCulture), Console.Out);
    return 0;
}

var watch = Stopwatch.StartNew();
var failures = new List<string>();
Console.WriteLine("| class | cases tried | refused | accepted | failed |");
Console.WriteLine("|---|---|---|---|---|");
foreach (CaseClass cases in classes)
{
    var process = new CaseProcess(cases);
    process.Run();
    failures.AddRange(process.Failures);
    Console.WriteLine($"| {cases.Name} | {cases.Cases} | {process.Count(Outcome.Refused)} | {process.Count(Outcome.Accepted)} | {process.Count(Outcome.Failed)} |");
}

Console.WriteLine($"\n{classes.Sum(c => c.Cases)} cases in {watch.Elapsed.TotalSeconds:f0} s, {failures.Count} failed.");
foreach (string failure in failures.Take(50))
{
    Console.WriteLine($"- {failure}");
}

return failures.Count == 0 ? 0 : 1;
