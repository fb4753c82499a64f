using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>Every stage of the library, in the variants that differ in what they read or write.</summary>
internal static class ContractCases
{
    private static readonly string[] Scored =
        ["Score", "PredictedLabel", "AnomalyMap", "Reconstruction", "PValue", "RegionBoxes", "RegionAreas", "RegionCentroids", "RegionPeaks", "RegionMeans"];

    private static readonly ContractCase Trainer = ContractCase.Of<SomeScores>("FimNet", "Image", Scored, (mlContext, name) => mlContext.AnomalyDetection.Trainers.FimNet(Options(name)));

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        ContractCase.Of<NameAlone>("LoadSurfaceImages", "ImagePath", ["Loaded"], (mlContext, name) => mlContext.Transforms.LoadSurfaceImages(name("Loaded"), name("ImagePath"))),
        ContractCase.Of<ErrorAlone>("LoadSurfaceImages that skips", "AnyPath", ["Loaded", "ImageError"], (mlContext, name) => mlContext.Transforms.LoadSurfaceImages(
            name("Loaded"), name("AnyPath"), options: new SurfaceImageOptions { OnError = ImageErrorPolicy.Skip, ErrorColumnName = name("ImageError") })),
        ContractCase.Of<NameAlone>("LoadSurfaceImages in the path's place", "ImagePath", ["ImagePath"], (mlContext, name) => mlContext.Transforms.LoadSurfaceImages(name("ImagePath"))),
        ContractCase.Of<MaskAlone>("GenerateDefects", "Image", ["Defective", "Mask"], (mlContext, name) => mlContext.Transforms.GenerateDefects(name("Defective"), name("Image"), name("Mask"))),
        ContractCase.Of<NameAlone>("GenerateDefects in the image's place", "Image", ["Image"], (mlContext, name) => mlContext.Transforms.GenerateDefects(name("Image"))),
        Trainer,
        ContractCase.Of<MapAlone>("FimNet in the places of input columns", "Image", ["Spare", "PredictedLabel", "AnomalyMap", "Image"], (mlContext, name) => mlContext.AnomalyDetection.Trainers.FimNet(
            Options(name) with { ScoreColumnName = name("Spare"), ReconstructionColumnName = name("Image"), PValueColumnName = null, RegionColumnPrefix = null })),
        Trainer.Changed("FimNet with other thresholds and regions", (model, _) => model.WithThreshold(0).WithPixelThreshold(0).WithRegions(new DefectRegionOptions { MinimumArea = 2 })),
        Trainer.Changed("FimNet calibrated", (model, view) => model.Calibrate(view, ThresholdRule.FalseAlarmRate(0.5))),
        Trainer.Changed("FimNet on one thread", (model, _) => model.WithThreads(1)),
        Trainer.Changed("FimNet in 8 bits", (model, view) => model.Quantize(view)),
    ];

    private static FimNetOptions Options(Func<string, string> name) => TinyTraining.Options with
    {
        LatentModule = LatentModule.None,
        Stage1 = TrainingLength.Steps(1),
        Stage2 = TrainingLength.None,
        ImageColumnName = name("Image"),
        ScoreColumnName = name("Score"),
        PredictedLabelColumnName = name("PredictedLabel"),
        AnomalyMapColumnName = name("AnomalyMap"),
        ReconstructionColumnName = name("Reconstruction"),
        PValueColumnName = name("PValue"),
        RegionColumnPrefix = name("Region"),
    };

    private sealed class NameAlone
    {
        public string Name { get; set; } = "";
    }

    private sealed class ErrorAlone
    {
        public string ImageError { get; set; } = "";
    }

    private sealed class MaskAlone
    {
        [ImageType(ContractData.Side, ContractData.Side)]
        public MLImage? Mask { get; set; }
    }

    private sealed class MapAlone
    {
        public float[] AnomalyMap { get; set; } = [];
    }

    private sealed class SomeScores
    {
        public int Number { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] RegionAreas { get; set; } = [];
    }
}
