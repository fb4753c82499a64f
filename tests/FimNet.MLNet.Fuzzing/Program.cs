using System.Globalization;
using FimNet.MLNet.Fuzzing;
using FimNet.MLNet.Robustness;
using SharpFuzz;

// "seeds FOLDER" writes the inputs that a fuzzer begins with. The name of a target reads inputs from afl-fuzz, which starts it so; without afl-fuzz, one from standard input.
FuzzTarget[] targets = [.. new FuzzTargets(Golden("normalized-1.2.zip"), Golden("format-1.1.zip")).All()];
if (args is ["seeds", var folder])
{
    foreach (FuzzTarget seeded in targets)
    {
        byte[][] seeds = [.. seeded.Seeds()];
        string own = Directory.CreateDirectory(Path.Combine(folder, seeded.Name)).FullName;
        foreach ((int number, byte[] seed) in seeds.Index())
        {
            File.WriteAllBytes(Path.Combine(own, number.ToString("d2", CultureInfo.InvariantCulture)), seed);
        }

        Console.WriteLine($"{seeded.Name}: {seeds.Length} seeds, {seeds.Count(seeded.Accepts)} of them accepted");
    }

    return 0;
}

if (args is not [var name] || targets.FirstOrDefault(target => target.Name == name) is not { } target)
{
    Console.Error.WriteLine($"Give the name of a target, one of {string.Join(", ", targets.Select(each => each.Name))}, or 'seeds' and a folder.");
    return 2;
}

// In a process of its own, because native code that fails takes its process along.
var watch = new CaseWatch();
Fuzzer.OutOfProcess.Run(stream =>
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    watch.Begin("the input");
    try
    {
        target.Accepts(bytes.ToArray());
    }
    finally
    {
        watch.End();
    }
});
return 0;

static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name));
