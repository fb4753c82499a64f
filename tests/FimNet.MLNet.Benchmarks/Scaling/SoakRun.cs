using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Tests;

namespace FimNet.MLNet.Benchmarks.Scaling;

/// <summary>Resident memory over a long time: many scorings and many training steps, each in a process of its own.</summary>
internal static class SoakRun
{
    private const int Side = 256;
    private static readonly int[] Marks = [500, 2000, 5000, 10_000];

    /// <param name="threads">Engines that score at once.</param>
    public static void Run(int threads)
    {
        Scorings(threads);
        TrainingSteps();
    }

    private static void Scorings(int threads)
    {
        using var folder = new PrivateFolder();
        string zip = Path.Combine(folder.Path, "model.zip");
        string image = Path.Combine(folder.Path, "image.png");
        BenchmarkModel.Save(BenchmarkModel.Create(Side), zip);
        TestModel.Image(Side, Side, seed: 1).SavePng(image);
        using var worker = new Worker("score", zip, image, threads.ToString(CultureInfo.InvariantCulture));
        int done = 0;
        foreach (int mark in Marks)
        {
            string[] answer = worker.Ask((mark - done).ToString(CultureInfo.InvariantCulture)).Split(' ');
            done = mark;
            Console.WriteLine($"{mark,6} scorings of {Side}x{Side} on {threads} threads: {answer[1]} MB resident, {answer[2]} MB at most");
        }
    }

    private static void TrainingSteps()
    {
        using var worker = new Worker("soak");
        foreach (int mark in Marks)
        {
            Console.WriteLine($"{mark,6} training steps: {worker.Ask(mark.ToString(CultureInfo.InvariantCulture))} MB resident");
        }
    }
}
