using System.Globalization;

namespace FimNet.MLNet.Tests.Checkpoints;

/// <summary>A training as a process of its own, to be killed: it tells of every step and at last writes the ONNX file.</summary>
internal static class TrainingWorker
{
    public const string Kind = "train";

    /// <summary>A step as its line tells of it; steps of stage 2 come after all of stage 1.</summary>
    public static int Parse(string line) => int.Parse(line, CultureInfo.InvariantCulture);

    public static void Run(string folder, string model)
    {
        using FimNetTransformer transformer = CheckpointedTraining.Fit(folder, progress =>
        {
            int step = (progress.Loss.Stage == 2 ? (int)CheckpointedTraining.Options.Stage1.Amount : 0) + progress.Loss.Step;
            Console.WriteLine(step.ToString(CultureInfo.InvariantCulture));
        });
        File.WriteAllBytes(model, transformer.Onnx());
    }
}
